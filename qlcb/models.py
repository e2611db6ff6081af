"""What the house itself keeps: the sealed words by which a process knows that its keys are those of the database."""

from django.db import models


class KeyCheck(models.Model):
    """A known word, sealed: one row for each key in use. Who cannot open all of them does not get a connection."""

    WORD = b"QLCB"
    PURPOSE = "key_check"

    token = models.BinaryField("từ đã mã hóa")

    class Meta:
        verbose_name = "kiểm tra khóa"
        verbose_name_plural = "kiểm tra khóa"

    def __str__(self):
        return f"Kiểm tra khóa {self.pk}"
