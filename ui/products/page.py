"""All products, found by typing, sorted by any head; Enter opens one."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from model.changes import Change
from model.days_in_words import show_days
from model.money import format_money
from model.product_list import SORT_KEYS, ProductOrder, products_found
from model.products import Product
from model.wishes import Wish
from reports import sheets
from reports.report import Report
from resources.i18n import N_, _, ngettext
from ui import theme
from ui.context import Context
from ui.forms.arrived_form import ArrivedForm
from ui.forms.opening import open_form
from ui.forms.product_form import ProductForm
from ui.widgets.button import Button, IconButton
from ui.widgets.chip import Chip
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.page import Page
from ui.widgets.search_field import SearchField
from ui.widgets.simple_table import SimpleTable

_BY_IMPORTANCE = (
    ProductOrder.PRICE,
    ProductOrder.CODE,
    ProductOrder.CATEGORY,
    ProductOrder.AGAIN,
    ProductOrder.COST,
    ProductOrder.SUB_CATEGORY,
    ProductOrder.WARRANTY,
)
_NAME_AT_LEAST = 200


class ProductsPage(Page):
    """The products. ``message`` for the foot of the window."""

    message = Signal(str)
    sheet_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        self._print = IconButton("printer", _("Print this list"))
        self._wishes = Button("", icon="gift")
        self._new = Button(_("New product"), icon="plus", kind="primary")
        super().__init__(
            _("Products"), actions=[self._wishes, self._print, self._new], scrolls=False, parent=parent
        )
        self._context = context
        self._currency = context.book.shop.currency
        self._sorted: tuple[str, bool] | None = None
        self._waiting: list[Wish] = []
        self.search = SearchField(_("Name, code or category"))
        self.archived = Chip(_("No longer sold too"))
        self._empty = EmptyState("package", "", "", _("New product"), button_icon="plus")
        self.table = SimpleTable(self._columns(), name=_("Products"), menu_for=self._menu, empty=self._empty)

        self.table.show_what_fits(_BY_IMPORTANCE, _NAME_AT_LEAST)

        top = QHBoxLayout()
        top.setSpacing(theme.SMALL)
        top.addWidget(self.search, 1)
        top.addWidget(self.archived)
        self.body.addLayout(top)
        self.body.addWidget(self.table, 1)
        self.table.installEventFilter(self)

        self._wishes.clicked.connect(lambda: self.is_in())
        self._new.clicked.connect(lambda: self.new_product())
        self._print.clicked.connect(lambda: self.sheet_wanted.emit(self.sheet()))
        self._empty.chosen.connect(lambda: self.new_product(self.search.text().strip()))
        self.search.searched.connect(lambda _text: self.refresh())
        self.search.descended.connect(self._go_down)
        self.search.returnPressed.connect(self._go_down)
        self.archived.toggled.connect(self.refresh)
        self.table.opened.connect(self.edit_product)
        self.table.typed.connect(self._typed)
        self.table.sorted.connect(self._note_order)
        context.signals.changed.connect(self._changed)

    # the contract of pages

    def refresh(self) -> None:
        """Look at the book again."""
        current = self.table.current()
        products = products_found(
            self._context.book, text=self.search.text(), archived=self.archived.isChecked()
        )
        self._say_why_empty()
        self.table.show_rows(products)
        self._put_in_order()
        self._choose(current)
        n = len(products)
        self.header.set_subtitle(ngettext("{n} product", "{n} products", n).format(n=n) if n else "")
        self._waiting = self._context.book.wishes.waiting_on(self._context.today())
        wishes = len(self._waiting)
        self._wishes.setText(ngettext("{n} wish waits…", "{n} wishes wait…", wishes).format(n=wishes))
        self._wishes.setVisible(bool(wishes))

    def focus_first(self) -> None:
        """Put the keyboard into the search field."""
        self.search.setFocus()
        self.search.selectAll()

    # deeds

    def sheet(self) -> Report:
        """This list on paper: found and sorted as it is shown."""
        key, descending = self._sorted or (ProductOrder.NAME, False)
        return sheets.products(
            ProductOrder(key),
            descending=descending,
            text=self.search.text(),
            archived=self.archived.isChecked(),
        )

    def new_product(self, name: str = "") -> None:
        """Open the form of a new product."""
        self._open_form(ProductForm(self._context, name=name, parent=self.window()))

    def edit_product(self, product: Product) -> None:
        """Open the form of this product."""
        self._open_form(ProductForm(self._context, product, parent=self.window()))

    def is_in(self, product: Product | None = None) -> None:
        """Whose wishes it fulfils that ``product``, or something else, has come in."""
        form = ArrivedForm(self._context, product, parent=self.window())
        form.said.connect(self.message)
        open_form(form)

    def delete(self, product: Product) -> None:
        """Take out of the book; what was sold keeps its words, and undo brings the product back."""
        with self._context.book.edit(N_("Deleted product {name}"), name=product.name):
            self._context.book.products.delete(product.id)

    # events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            product = self.table.current()
            if event.key() == Qt.Key.Key_Delete and product is not None:
                self.delete(product)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.focus_first()
                return True
        return super().eventFilter(watched, event)

    # parts

    def _choose(self, before: Product | None) -> None:
        """The same product again, else the first."""
        rows = self.table.rows()
        ids = [product.id for product in rows]
        if before is not None and before.id in ids:
            self.table.select_id(self.table.ids()[ids.index(before.id)])
        elif rows:
            self.table.select_first()

    def _put_in_order(self) -> None:
        if self._sorted is not None:
            key, descending = self._sorted
            self.table.show_sorted(key, descending=descending)
            self.table.sorted.emit(key, descending)

    def _note_order(self, key: str, descending: bool) -> None:
        self._sorted = key, descending

    def _open_form(self, form: ProductForm) -> None:
        form.saved.connect(self._saved)
        open_form(form)

    def _saved(self, product_id: object) -> None:
        assert isinstance(product_id, int)
        self.refresh()
        self._choose(self._context.book.products.find(product_id))

    def _changed(self, change: Change) -> None:
        if self.isVisible() and change.kinds & {"product", "shop", "wish"}:
            self.refresh()

    def _go_down(self) -> None:
        if self.table.rows():
            self.table.setFocus()

    def _typed(self, text: str) -> None:
        self.search.setFocus()
        self.search.setText(text)

    def _say_why_empty(self) -> None:
        if self.search.text():
            self._empty.say(_("No product is found"), _("Try fewer letters, or add it as a new one."))
        else:
            self._empty.say(
                _("No products yet"),
                _("With a name and a usual price the counter fills in the amount by itself."),
            )

    def _menu(self, product: Product) -> QMenu:
        menu = QMenu(self)
        menu.addAction(theme.icon("pencil", "muted"), _("Edit")).triggered.connect(
            lambda: self.edit_product(product)
        )
        n = sum(wish.product_id == product.id for wish in self._waiting)
        arrived = (
            ngettext("It is in: {n} waits…", "It is in: {n} wait…", n).format(n=n) if n else _("It is in…")
        )
        action = menu.addAction(theme.icon("gift", "muted"), arrived)
        action.triggered.connect(lambda: self.is_in(product))
        action.setEnabled(bool(n) or any(wish.product_id is None for wish in self._waiting))
        menu.addAction(theme.icon("trash-2", "muted"), _("Delete")).triggered.connect(
            lambda: self.delete(product)
        )
        return menu

    def _columns(self) -> list[Column[Product]]:
        def money(cents: int | None) -> str:
            return "" if cents is None else format_money(cents, self._currency)

        def days(number: int | None) -> str:
            return "" if number is None else show_days(number)

        def column(key: ProductOrder, text: Callable[[Product], str], **look: Any) -> Column[Product]:
            return Column(key, key.label, text, order=SORT_KEYS[key], **look)

        return [
            column(ProductOrder.CODE, lambda one: one.code, width=96),
            column(
                ProductOrder.NAME,
                lambda one: one.name,
                stretch=True,
                strong=True,
                icon=lambda one: "archive" if one.archived else "",
                tone=lambda one: "muted" if one.archived else "text",
            ),
            column(ProductOrder.CATEGORY, lambda one: one.category, width=120),
            column(ProductOrder.SUB_CATEGORY, lambda one: one.sub_category, width=120),
            column(ProductOrder.PRICE, lambda one: money(one.price_cents), width=112, align="right"),
            column(ProductOrder.COST, lambda one: money(one.cost_cents), width=104, align="right"),
            column(ProductOrder.AGAIN, lambda one: days(one.repurchase_days), width=120, align="right"),
            column(ProductOrder.WARRANTY, lambda one: days(one.warranty_days), width=104, align="right"),
        ]
