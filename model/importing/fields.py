"""What an imported table can say, and the headings under which other programs say it.

A new heading that should be recognised is one more word here. Words are compared without capitals, accents,
spaces and punctuation; a number in them is let go (``Phone 2 - Value`` is ``Phone - Value``). Of several columns
for one field the one whose word stands first is taken.
"""

from dataclasses import dataclass
from typing import Literal

from resources.i18n import N_

Kind = Literal["customers", "purchases"]


@dataclass(frozen=True)
class Field:
    """``label`` is what the owner reads (translate it where it is shown); ``several`` columns may fill it."""

    name: str
    label: str
    words: tuple[str, ...]
    several: bool = False


def _field(name: str, label: str, words: str, *, several: bool = False) -> Field:
    return Field(name, label, tuple(word.strip() for word in words.split("|")), several)


CUSTOMER_FIELDS = (
    _field(
        "name",
        N_("name"),
        "Name | Customer Name | Full Name | Display Name | Client | Customer | Contact Name | Client Name"
        " | Member Name | 姓名 | 名字 | 客户姓名 | 会员姓名 | 顾客姓名 | 客户名称 | 顾客 | 客户 | 会员"
        " | 名称 | 联系人 | 称呼",
    ),
    _field(
        "first_name",
        N_("first name"),
        "First Name | Given Name | Forename | Firstname | 名",
    ),
    _field(
        "last_name",
        N_("last name"),
        "Last Name | Family Name | Surname | Lastname | 姓 | 姓氏",
    ),
    _field(
        "kind",
        N_("person or business"),
        "Kind | Customer Type | Client Type | Person or Business | 客户类型 | 顾客类型 | 类型",
    ),
    _field(
        "company",
        N_("company"),
        "Company | Company Name | Organization Name | Organization | Organisation | Business Name"
        " | Default Address Company | Firm | 公司 | 单位 | 公司名称 | 工作单位 | 企业名称",
    ),
    _field(
        "mobile",
        N_("mobile phone"),
        "Mobile | Mobile Phone | Cell | Cell Phone | Cellphone | Mobile Number | Mobile No"
        " | Mobile Phone Number | 手机 | 手机号 | 手机号码 | 移动电话",
        several=True,
    ),
    _field(
        "phone_home",
        N_("phone at home"),
        "Home Phone | Phone Home | Home Telephone | 家庭电话 | 住宅电话 | 宅电 | 家里电话",
        several=True,
    ),
    _field(
        "phone_work",
        N_("phone at work"),
        "Business Phone | Work Phone | Phone Work | Office Phone | Company Main Phone | 办公电话"
        " | 单位电话 | 公司电话 | 工作电话",
        several=True,
    ),
    _field(
        "phone",
        N_("phone"),
        "Phone | Telephone | Tel | Phone Number | Phone No | Phone - Value | Telephone Number"
        " | Primary Phone | Other Phone | Contact Number | Contact No | Default Address Phone | Phones"
        " | 电话 | 电话号码 | 联系电话 | 联系方式 | 固定电话 | 座机",
        several=True,
    ),
    _field(
        "email",
        N_("e-mail"),
        "Email | Email Address | E-mail - Value | Mail | Email - Value | Primary Email | 邮箱 | 电子邮箱"
        " | 电子邮件 | 邮件",
    ),
    _field(
        "street",
        N_("street"),
        "Street | Address | Street Address | Address Line | Address - Street | Home Street"
        " | Mailing Address | Default Address Address | Address - Formatted | Home Address"
        " | Business Street | Full Address | 地址 | 住址 | 详细地址 | 家庭地址 | 联系地址 | 街道"
        " | 通讯地址 | 收货地址",
        several=True,
    ),
    _field(
        "city",
        N_("city"),
        "City | Town | Address - City | Home City | Default Address City | Business City | 城市 | 市",
    ),
    _field(
        "region",
        N_("region"),
        "State | Province | Region | County | State/Region | State/Province | Address - Region"
        " | Home State | Default Address Province Code | Default Address Province | Business State | 省"
        " | 省份 | 地区 | 区域",
    ),
    _field(
        "postal_code",
        N_("postal code"),
        "Postal Code | Zip | Zip Code | Postcode | Post Code | Address - Postal Code | Home Postal Code"
        " | Default Address Zip | Business Postal Code | PLZ | 邮编 | 邮政编码",
    ),
    _field(
        "country",
        N_("country"),
        "Country | Address - Country | Home Country/Region | Home Country | Country/Region"
        " | Default Address Country Code | Default Address Country | Business Country/Region | 国家",
    ),
    _field(
        "birthday",
        N_("birthday"),
        "Birthday | Birth Date | Date of Birth | DOB | Birthdate | Born | 生日 | 出生日期 | 出生年月"
        " | 出生年月日",
    ),
    _field(
        "card_number",
        N_("card number"),
        "Card Number | Card No | Card | Member Number | Membership Number | Loyalty Card"
        " | Membership Card | Member ID | Loyalty ID | 会员卡号 | 卡号 | 会员号 | 会员编号 | 会员卡",
    ),
    _field(
        "code",
        N_("number in the old system"),
        "Customer ID | Customer Code | Customer No | Customer Number | Client ID | Reference ID"
        " | Record ID | ID | Code | Account Number | Account No | Contact ID | Square Customer ID"
        " | 客户编号 | 客户编码 | 客户代码 | 顾客编号 | 编号 | 客户号",
    ),
    _field(
        "household",
        N_("household"),
        "Household | Family | Household Name | 家庭 | 家庭成员 | 户",
    ),
    _field(
        "how_found",
        N_("how they found the shop"),
        "How Found | Source | Lead Source | Original Source | Creation Source | How did you hear about us"
        " | Referral Source | 来源 | 客户来源 | 渠道 | 来店途径 | 获客渠道",
    ),
    _field(
        "introduced_by",
        N_("introduced by"),
        "Introduced By | Referred By | Referrer | Referral | 介绍人 | 推荐人",
    ),
    _field(
        "best_time",
        N_("best time to call"),
        "Best Time | Best Time to Call | Call Time | 方便时间 | 联系时间 | 方便联系时间",
    ),
    _field(
        "note",
        N_("note"),
        "Note | Notes | Memo | Remark | Remarks | Comment | Comments | Description | 备注 | 说明 | 附注"
        " | 描述",
        several=True,
    ),
    _field(
        "likes",
        N_("likes"),
        "Likes | Preferences | Interests | Hobby | Hobbies | 喜好 | 爱好 | 偏好 | 兴趣",
    ),
    _field(
        "size",
        N_("size"),
        "Size | Sizes | Shoe Size | Clothing Size | 尺码 | 尺寸 | 码数 | 鞋码",
    ),
    _field(
        "tags",
        N_("tags"),
        "Tags | Labels | Categories | Groups | Group Membership | Group | Segment | 标签 | 分组 | 分类"
        " | 客户分类",
        several=True,
    ),
    _field(
        "dislikes",
        N_("dislikes"),
        "Dislikes | Allergies | Aversions | 不喜欢 | 忌讳 | 忌口 | 过敏",
    ),
    _field(
        "known_since",
        N_("customer since"),
        "Customer Since | Member Since | Known Since | Date Joined | Joined | Registered On | Registration Date"
        " | 入会日期 | 注册日期 | 建档日期 | 开卡日期 | 入会时间 | 注册时间",
    ),
    _field(
        "do_not_contact",
        N_("do not contact"),
        "Do Not Contact | Do Not Call | Unsubscribed | 请勿联系 | 免打扰 | 勿扰",
    ),
    _field(
        "phone_allowed",
        N_("may be called"),
        "May Call | Phone Consent | Accepts Calls | 允许电话 | 可电话 | 同意电话",
    ),
    _field(
        "message_allowed",
        N_("may get messages"),
        "Accepts SMS Marketing | SMS Consent | Message Consent | Text Consent | 允许短信 | 接收短信 | 同意短信",
    ),
    _field(
        "email_allowed",
        N_("may get e-mails"),
        "Accepts Email Marketing | Accepts Marketing | Email Consent | Email Marketing | 允许邮件 | 接收邮件"
        " | 同意邮件",
    ),
    _field(
        "letter_allowed",
        N_("may get letters"),
        "Letter Consent | Mail Consent | Accepts Letters | 允许信函 | 同意信函",
    ),
)

_CUSTOMER_OF_PURCHASE = tuple(
    field for field in CUSTOMER_FIELDS if field.name in ("street", "city", "region", "postal_code", "country")
)

PURCHASE_FIELDS = (
    _field(
        "receipt_number",
        N_("receipt number"),
        "Receipt Number | Receipt No | Receipt | Order ID | Order Number | Order No | Invoice"
        " | Invoice Number | Invoice No | Transaction ID | Sale ID | Bill Number | Bill No | Order"
        " | 小票号 | 单号 | 订单号 | 订单编号 | 销售单号 | 收据号 | 流水号 | 发票号 | 小票",
    ),
    _field(
        "bought_on",
        N_("day of purchase"),
        "Order Date | Purchase Date | Date of Purchase | Sale Date | Bought On | Invoice Date"
        " | InvoiceDate | Transaction Date | Date | Paid at | Created at | Day | Bought | 消费日期"
        " | 购买日期 | 销售日期 | 订单日期 | 下单日期 | 交易日期 | 消费时间 | 购买时间 | 下单时间"
        " | 交易时间 | 日期 | 时间",
    ),
    _field(
        "customer_name",
        N_("customer's name"),
        "Customer Name | Customer | Client Name | Client | Buyer | Buyer Name | Billing Name | Full Name"
        " | Member Name | Name | 姓名 | 客户姓名 | 顾客姓名 | 会员姓名 | 客户名称 | 顾客 | 客户 | 会员"
        " | 买家",
    ),
    _field(
        "customer_code",
        N_("customer's number in the old system"),
        "Customer ID | Customer Code | Customer No | Customer Number | Client ID | Member ID"
        " | Member Number | Card Number | Card No | Account Number | 客户编号 | 顾客编号 | 客户编码"
        " | 会员编号 | 会员号 | 会员卡号 | 卡号",
    ),
    _field(
        "customer_phone",
        N_("customer's phone"),
        "Customer Phone | Phone | Phone Number | Mobile | Mobile Phone | Telephone | Tel | Billing Phone"
        " | Cell | 手机 | 手机号 | 手机号码 | 电话 | 联系电话 | 客户电话 | 会员手机 | 顾客电话",
    ),
    _field(
        "customer_email",
        N_("customer's e-mail"),
        "Customer Email | Email | Email Address | Buyer Email | Mail | 邮箱 | 电子邮箱 | 客户邮箱",
    ),
    _field(
        "product_code",
        N_("product number"),
        "Product ID | Product Code | SKU | Lineitem sku | Item Code | Item Number | Item No | StockCode"
        " | Stock Code | Article Number | Barcode | EAN | UPC | 商品编号 | 商品编码 | 货号 | 条码"
        " | 商品代码 | 产品编号 | 款号",
    ),
    _field(
        "product_name",
        N_("product"),
        "Product Name | Product | Item | Item Name | Lineitem name | Article | Description"
        " | Product Title | 商品 | 商品名称 | 产品 | 产品名称 | 品名 | 货品名称 | 名称 | 项目 | 服务项目",
    ),
    _field(
        "category",
        N_("category"),
        "Category | Product Category | Department | Product Type | 类别 | 商品类别 | 分类 | 品类"
        " | 商品分类 | 大类",
    ),
    _field(
        "sub_category",
        N_("sub-category"),
        "Sub-Category | Subcategory | Product Sub-Category | 子类别 | 小类 | 二级分类 | 子分类",
    ),
    _field(
        "quantity",
        N_("quantity"),
        "Quantity | Qty | Lineitem quantity | Count | Units | Pieces | Number of Items | 数量 | 件数 | 个数",
    ),
    _field(
        "amount",
        N_("amount"),
        "Amount | Sales | Line Total | Line Amount | Net Sales | Total Price | Net Amount | Total"
        " | Revenue | Paid | Sum | Total Amount | Value | Turnover | 金额 | 实付金额 | 实收金额"
        " | 消费金额 | 销售额 | 销售金额 | 小计 | 总价 | 合计 | 总额 | 实付 | 实收 | 成交金额",
    ),
    _field(
        "discount",
        N_("discount"),
        "Discount | Discount Amount | Lineitem discount | Rebate | Discount Rate | 折扣 | 优惠 | 优惠金额"
        " | 折扣金额",
    ),
    _field(
        "cost",
        N_("cost"),
        "Cost | Cost of Goods | COGS | Cost Price | Purchase Cost | Total Cost | 成本 | 成本价 | 进价"
        " | 成本金额",
    ),
    _field(
        "profit",
        N_("profit"),
        "Profit | Gross Profit | Margin | Earnings | 利润 | 毛利 | 毛利额",
    ),
    _field(
        "staff",
        N_("staff"),
        "Staff | Staff Name | Salesperson | Sales Rep | Cashier | Employee | Seller | Served By"
        " | Team Member | 店员 | 营业员 | 导购 | 销售员 | 收银员 | 员工 | 经手人 | 业务员",
    ),
    _field(
        "note",
        N_("note"),
        "Note | Notes | Memo | Remark | Remarks | Comment | Comments | 备注 | 说明",
        several=True,
    ),
    *_CUSTOMER_OF_PURCHASE,
    _field(
        "segment",
        N_("customer's group"),
        "Segment | Customer Group | Customer Segment | Customer Type | 客户分组 | 客户类型 | 客户分类"
        " | 会员等级",
    ),
)

FIELDS: dict[Kind, dict[str, Field]] = {
    "customers": {field.name: field for field in CUSTOMER_FIELDS},
    "purchases": {field.name: field for field in PURCHASE_FIELDS},
}

REQUIRED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    "customers": (("name", "first_name", "last_name", "company"),),
    "purchases": (
        ("bought_on",),
        ("amount",),
        ("customer_name", "customer_code", "customer_phone", "customer_email"),
    ),
}
"""Of each group one field at least has to be there; the first is the one to ask for."""
