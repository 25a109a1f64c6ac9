"""The people of the shop: who serves, who calls, who handles."""

from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from model.errors import FieldError
from model.meanwhile import Compared
from model.staff import Staff, StaffMember
from resources.i18n import N_, _
from ui import theme
from ui.context import Context
from ui.forms.record_form import RecordForm
from ui.settings.short_list import ShortList
from ui.widgets.check_field import CheckField
from ui.widgets.column import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Form
from ui.widgets.note_field import NoteField
from ui.widgets.text_field import TextField


class StaffList(ShortList):
    """Everybody, those who have left last."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            context,
            _("Staff"),
            add=(_("Add somebody"), "user-plus"),
            columns=[
                Column("name", _("Name"), lambda m: m.name, stretch=True, strong=True),
                Column("phone", _("Phone"), lambda m: m.phone, width=160),
                Column("note", _("Note"), lambda m: m.note.replace("\n", " "), width=220),
                Column(
                    "here",
                    _("Status"),
                    lambda m: _("has left") if m.archived else _("works here"),
                    width=130,
                    tone=lambda m: "muted" if m.archived else "text",
                ),
            ],
            empty=EmptyState(
                "users",
                _("Nobody here yet"),
                _(
                    "Add yourself and whoever works with you. Then every call, sale and complaint can say who did it."
                ),
            ),
            parent=parent,
        )

    def records(self) -> list[StaffMember]:
        return self.context.book.staff.all(order="archived, name, id")

    def form(self, record: StaffMember | None) -> "StaffForm":
        return StaffForm(self.context, record, parent=self.window())

    def offer(self, menu: QMenu, record: StaffMember) -> None:
        if record.archived:
            menu.addAction(theme.icon("undo-2"), _("Works here again"), lambda: self._archive(record, False))
        else:
            menu.addAction(theme.icon("archive"), _("Has left the shop"), lambda: self._archive(record, True))

    def _archive(self, member: StaffMember, archived: bool) -> None:
        book = self.context.book
        what = N_("{name} has left the shop") if archived else N_("{name} works here again")
        with book.edit(what, name=member.name):
            book.staff.update(replace(member, archived=archived))


class StaffForm(RecordForm):
    """Somebody new, or somebody to change."""

    def __init__(
        self, context: Context, member: StaffMember | None = None, *, parent: QWidget | None = None
    ) -> None:
        self._member = member
        super().__init__(
            context,
            f"staff {member.id if member else 'new'}",
            member.name if member else _("Somebody new"),
            _("Save") if member else _("Add"),
            width=480,
            parent=parent,
        )
        form = self.add_form(Form())
        self.name = form.add(_("Name"), TextField(), required=True)
        self.phone = form.add(_("Phone"), TextField())
        self.note = form.add(_("Note"), NoteField(lines=2))
        self.left = form.add("", CheckField(_("Has left the shop")))
        self.add(form)
        form.set_row_visible(self.left, member is not None)
        for name, field in (
            ("name", self.name),
            ("phone", self.phone),
            ("note", self.note),
            ("left", self.left),
        ):
            self.watch(name, field)
        if member:
            self.name.set_value(member.name)
            self.phone.set_value(member.phone)
            self.note.set_value(member.note)
            self.left.set_value(member.archived)

    shown_by: ClassVar[dict[str, str]] = {"archived": "left"}

    def compared(self) -> list[Compared]:
        return (
            [Compared(Staff, self._member, replace(self._typed(), id=self._member.id))]
            if self._member
            else []
        )

    def _typed(self) -> StaffMember:
        return StaffMember(
            name=self.name.value(),
            phone=self.phone.value(),
            note=self.note.value(),
            archived=self.left.value(),
        )

    def store(self) -> int:
        book = self.book
        name = self.name.value()
        known = book.staff.named(name)
        if known is not None and (self._member is None or known.id != self._member.id):
            raise FieldError(
                _(
                    "“{name}” is on the staff already. Add a second name or a letter, so that lists tell them apart."
                ).format(name=known.name),
                "name",
            )
        member = self._typed()
        if self._member:
            with book.edit(N_("Changed {name} of the staff"), name=name):
                return book.staff.update(replace(member, id=self._member.id), self._member).id
        with book.edit(N_("Added {name} to the staff"), name=name):
            return book.staff.insert(member).id
