"""Accounts from before the acts were kept: the paper of their first custodian or grant is the one they rest on."""

from django.db import migrations

KEEP = """
INSERT INTO accounts_accountact
    (version, account_id, kind, done_on, document, document_on, approved_by, consent, reason, given_by_id)
SELECT 1, account.id, 'issue', paper.since, paper.document, paper.since, 'Chưa ghi tên người phê duyệt', '',
    'Cấp trước khi hệ thống lưu các việc về tài khoản', program.id
FROM accounts_account account
JOIN accounts_account program ON program.kind = 'program'
CROSS JOIN LATERAL (
    SELECT document, valid_from AS since FROM accounts_custody WHERE account_id = account.id AND document <> ''
    UNION ALL SELECT document, valid_from FROM accounts_grant WHERE account_id = account.id AND document <> ''
    ORDER BY since LIMIT 1
) paper
WHERE account.kind <> 'program'
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_account_acts")]

    operations = [migrations.RunSQL(KEEP, migrations.RunSQL.noop)]
