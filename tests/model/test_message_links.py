"""What opens in the mail program or on the phone is what was written, whatever was written."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from model.message_links import mail_link, message_link, phone_link


def test_a_mail_opens_with_subject_and_text_as_written() -> None:
    body = "Dear Anna & Bob,\nyour tea = ready? 100 % sure.\n你好"
    parts = urlsplit(mail_link("anna@example.org", "Tea & more", body))
    asked = parse_qs(parts.query, keep_blank_values=True)
    assert (parts.scheme, parts.path) == ("mailto", "anna@example.org")
    assert asked == {"subject": ["Tea & more"], "body": [body.replace("\n", "\r\n")]}


def test_an_address_cannot_smuggle_in_a_second_reader() -> None:
    parts = urlsplit(mail_link("anna@example.org?bcc=spy@example.org&x", "Hello", ""))
    assert "bcc" not in parse_qs(parts.query)
    assert unquote(parts.path) == "anna@example.org?bcc=spy@example.org&x"


def test_a_phone_is_dialled_by_its_digits() -> None:
    assert phone_link(" +44 (0)20 7946-0000") == "tel:+442079460000"
    assert phone_link("１３８ 0013 8000") == "tel:13800138000"
    assert (
        message_link("138-0013-8000", "茶到了 & more")
        == "sms:13800138000?body=%E8%8C%B6%E5%88%B0%E4%BA%86%20%26%20more"
    )


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("+49 (0)170 123456", "+49170123456"),
        ("（＋44）20 7946 0000", "+442079460000"),
        ("(020) 7946–0000", "02079460000"),
        ("Tel. +49 170 123456", "+49170123456"),
        ("020 7946 0000 ext. 12", "02079460000"),
        ("0770 900123 / 0771 900124", "0770900123"),
        ("0770 900123 (Ann, after 6)", "0770900123"),
        ("٠٧٧٠ ٩٠٠١٢٣", "0770900123"),
        ("ask Ann", ""),
    ],
)
def test_only_what_a_phone_can_dial_is_dialled(written: str, dialled: str) -> None:
    assert phone_link(written) == f"tel:{dialled}"
