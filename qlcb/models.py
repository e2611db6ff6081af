"""What the house itself keeps: the sealed word by which a process knows that its keys are those of the database."""

from django.db import models


class KeyCheck(models.Model):
    """One row: a known word, sealed. A process whose keys do not open it does not get a connection."""

    WORD = b"QLCB"
    PURPOSE = "key_check"

    token = models.BinaryField("từ đã mã hóa")

    class Meta:
        verbose_name = "kiểm tra khóa"
        verbose_name_plural = "kiểm tra khóa"

    def __str__(self):
        return "Kiểm tra khóa"
