"""Columns recognised by the headings that real exports carry."""

import pytest

from model.errors import BookError
from model.importing.fields import FIELDS, Kind
from model.importing.matching import match


def matched(header: str, kind: Kind, separator: str = ",") -> dict[str, str]:
    columns = [heading.strip() for heading in header.split(separator)]
    return {columns[column]: field for column, field in match(columns, kind).fields.items()}


def test_the_superstore_is_recognised_without_help() -> None:
    header = (
        "Row ID,Order ID,Order Date,Ship Date,Ship Mode,Customer ID,Customer Name,Segment,Country,City,State,"
        "Postal Code,Region,Product ID,Category,Sub-Category,Product Name,Sales,Quantity,Discount,Profit"
    )
    assert matched(header, "purchases") == {
        "Order ID": "receipt_number",
        "Order Date": "bought_on",
        "Customer ID": "customer_code",
        "Customer Name": "customer_name",
        "Segment": "segment",
        "Country": "country",
        "City": "city",
        "State": "region",
        "Postal Code": "postal_code",
        "Product ID": "product_code",
        "Category": "category",
        "Sub-Category": "sub_category",
        "Product Name": "product_name",
        "Sales": "amount",
        "Quantity": "quantity",
        "Discount": "discount",
        "Profit": "profit",
    }


def test_shopifys_customers_are_recognised() -> None:
    header = (
        "Customer ID, First Name, Last Name, Email, Accepts Email Marketing, Default Address Company,"
        "Default Address Address1, Default Address Address2, Default Address City, Default Address Province Code,"
        "Default Address Country Code, Default Address Zip, Default Address Phone, Phone, Accepts SMS Marketing,"
        "Total Spent, Total Orders, Note, Tax Exempt, Tags"
    )
    found = matched(header, "customers")
    assert found["Customer ID"] == "code"
    assert (found["First Name"], found["Last Name"]) == ("first_name", "last_name")
    assert found["Default Address Address1"] == found["Default Address Address2"] == "street"
    assert found["Phone"] == found["Default Address Phone"] == "phone"
    assert (found["Default Address Zip"], found["Tags"]) == ("postal_code", "tags")
    assert "Total Spent" not in found
    assert found["Accepts Email Marketing"] == "email_allowed"


def test_googles_contacts_are_recognised() -> None:
    header = (
        "First Name,Middle Name,Last Name,Organization Name,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
        "E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Value,Address 1 - Formatted,Address 1 - City"
    )
    found = matched(header, "customers")
    assert found["E-mail 1 - Value"] == "email"
    assert found["Phone 1 - Value"] == found["Phone 2 - Value"] == "phone"
    assert found["Labels"] == "tags"
    assert found["Address 1 - City"] == "city"
    assert {"E-mail 1 - Label", "Phone 1 - Label", "Photo", "Middle Name"}.isdisjoint(found)


def test_outlooks_contacts_are_recognised() -> None:
    header = (
        "Title,First Name,Last Name,Suffix,Company,Home Street,Home City,Business Phone,Home Phone,Mobile Phone,"
        "Birthday,Categories,E-mail Address,Notes"
    )
    found = matched(header, "customers")
    assert [found[h] for h in ("Business Phone", "Home Phone", "Mobile Phone")] == [
        "phone_work",
        "phone_home",
        "mobile",
    ]
    assert found["E-mail Address"] == "email"
    assert "Title" not in found


def test_squares_and_hubspots_customers_are_recognised() -> None:
    square = (
        "Reference ID,First Name,Last Name,Email Address,Phone Number,Company Name,Street Address 1,Memo,"
        "Square Customer ID"
    )
    found = matched(square, "customers")
    assert (found["Reference ID"], found["Memo"], found["Street Address 1"]) == ("code", "note", "street")
    assert "Square Customer ID" not in found
    hubspot = matched(
        "Record ID,First Name,Email,Phone Number,Mobile Phone Number,Contact owner,Lifecycle Stage",
        "customers",
    )
    assert (hubspot["Record ID"], hubspot["Mobile Phone Number"]) == ("code", "mobile")


def test_chinese_sheets_are_recognised() -> None:
    customers = matched("姓名,手机（必填）,电话,生日,地址,会员卡号,积分,备注", "customers")
    assert customers == {
        "姓名": "name",
        "手机（必填）": "mobile",
        "电话": "phone",
        "生日": "birthday",
        "地址": "street",
        "会员卡号": "card_number",
        "备注": "note",
    }
    purchases = matched("消费日期,姓名,手机,商品,数量,金额,备注", "purchases")
    assert list(purchases.values()) == [
        "bought_on", "customer_name", "customer_phone", "product_name", "quantity", "amount", "note",
    ]  # fmt: skip


def test_capitals_accents_and_punctuation_do_not_matter() -> None:
    assert matched("E_MAIL;full-name; ＰＨＯＮＥ no.", "customers", ";") == {
        "E_MAIL": "email",
        "full-name": "name",
        "ＰＨＯＮＥ no.": "phone",
    }


@pytest.mark.parametrize("kind", ["customers", "purchases"])
def test_every_field_is_recognised_by_its_own_name(kind: Kind) -> None:
    for name in FIELDS[kind]:
        assert match([name], kind).fields == {0: name}


@pytest.mark.parametrize("kind", ["customers", "purchases"])
def test_no_heading_means_two_fields(kind: Kind) -> None:
    for field in FIELDS[kind].values():
        for word in field.words:
            assert match([word], kind).fields == {0: field.name}, word


def test_the_better_heading_wins_wherever_it_stands() -> None:
    assert matched("Region,State", "customers") == {"State": "region"}
    assert matched("Client,Customer Name", "customers") == {"Customer Name": "name"}


def test_the_owner_has_the_last_word() -> None:
    header = ["Name", "Contact", "Phone"]
    matching = match(header, "customers", {"contact": "name", "Phone": "-"})
    assert matching.fields == {1: "name"}
    assert matching.unmatched == [0, 2]


def test_an_unknown_heading_or_field_is_refused_with_what_exists() -> None:
    with pytest.raises(BookError, match=r"no column “Foto”.*Name, Phone"):
        match(["Name", "Phone"], "customers", {"Foto": "name"})
    with pytest.raises(BookError, match=r"no field “nmae”.*name, first_name"):
        match(["Name"], "customers", {"Name": "nmae"})


def test_what_cannot_be_done_without_is_named() -> None:
    assert match(["Phone"], "customers").missing == ["name"]
    assert match(["First Name"], "customers").missing == []
    assert match(["Product"], "purchases").missing == ["bought_on", "amount", "customer_name"]
    assert match(["Date", "Total", "Phone"], "purchases").missing == []


def test_columns_of_a_field_are_told_from_left_to_right() -> None:
    matching = match(["Tel", "Name", "Phone"], "customers")
    assert matching.columns("phone") == [0, 2]
    assert matching.column("name") == 1
    assert matching.column("email") is None


def test_equal_headings_have_one_fingerprint() -> None:
    one, two = match(["Name", "E-Mail"], "customers"), match(["name ", "email"], "customers")
    assert one.fingerprint == two.fingerprint
    assert one.fingerprint != match(["Name", "E-Mail"], "purchases").fingerprint
