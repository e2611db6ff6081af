from accounts.models import Account
from qlcb.history import Act, record, writing

USERNAME = "he-thong"


def program_account() -> Account:
    """The account in whose name commands and nightly jobs write; made at the first call, it never signs in."""
    found = Account.objects.filter(username=USERNAME).first()
    if found:
        return found
    account = Account(username=USERNAME, kind=Account.Kind.PROGRAM, title="Hệ thống", is_active=False)
    account.set_unusable_password()
    with writing(account=account, reason="Khởi tạo hệ thống", act=Act.SYSTEM):
        record(account)
    return account
