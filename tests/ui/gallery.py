"""Every building block on a few pages, saved as pictures to look at; the tests walk the same pages.

    python tests/ui/gallery.py FOLDER        light and dark, English and Chinese, 100, 150 and 200%

Qt reads the scale once, so each scale runs in a process of its own.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import Qt  # noqa: E402
from PySide6.QtGui import QFontDatabase  # noqa: E402
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QTabWidget, QWidget  # noqa: E402

import resources  # noqa: E402
from resources import i18n  # noqa: E402
from ui import theme  # noqa: E402
from ui.widgets.badge import Badge  # noqa: E402
from ui.widgets.banner import Banner  # noqa: E402
from ui.widgets.bar_chart import Bar, BarChart  # noqa: E402
from ui.widgets.button import Button, IconButton  # noqa: E402
from ui.widgets.calendar import CalendarPopup  # noqa: E402
from ui.widgets.card import Card  # noqa: E402
from ui.widgets.chart_card import ChartCard  # noqa: E402
from ui.widgets.check_field import CheckField  # noqa: E402
from ui.widgets.chip import Chip  # noqa: E402
from ui.widgets.choice_field import Choice, ChoiceField  # noqa: E402
from ui.widgets.column import Column  # noqa: E402
from ui.widgets.command_palette import CommandPalette, Entry  # noqa: E402
from ui.widgets.day_field import DayField  # noqa: E402
from ui.widgets.day_lines import DayLine  # noqa: E402
from ui.widgets.day_list import DayList  # noqa: E402
from ui.widgets.empty_state import EmptyState  # noqa: E402
from ui.widgets.figure_tile import FigureTile  # noqa: E402
from ui.widgets.flow import FlowLayout  # noqa: E402
from ui.widgets.form import Form  # noqa: E402
from ui.widgets.form_dialog import FormDialog  # noqa: E402
from ui.widgets.heat_table import HeatCell, HeatRow, HeatTable  # noqa: E402
from ui.widgets.label import PlainLabel  # noqa: E402
from ui.widgets.line_chart import Line, LineChart, Mark  # noqa: E402
from ui.widgets.navigation_rail import NavigationRail, Place  # noqa: E402
from ui.widgets.note_field import NoteField  # noqa: E402
from ui.widgets.page import Page  # noqa: E402
from ui.widgets.paired_bars import Pair, PairedBars  # noqa: E402
from ui.widgets.parsed_field import MoneyField  # noqa: E402
from ui.widgets.pick_field import PickField  # noqa: E402
from ui.widgets.problem_dialog import ProblemDialog  # noqa: E402
from ui.widgets.progress_panel import ProgressPanel  # noqa: E402
from ui.widgets.record_table import RecordTable  # noqa: E402
from ui.widgets.score_field import ScoreField  # noqa: E402
from ui.widgets.search_field import SearchField  # noqa: E402
from ui.widgets.section import Section  # noqa: E402
from ui.widgets.simple_table import SimpleTable  # noqa: E402
from ui.widgets.span_chart import Span, SpanChart  # noqa: E402
from ui.widgets.stacked_bars import Series, Stack, StackedBars  # noqa: E402
from ui.widgets.step_chart import StepChart, Steps  # noqa: E402
from ui.widgets.suggestion_list import Suggestion, SuggestionList  # noqa: E402
from ui.widgets.text_field import TextField  # noqa: E402
from ui.widgets.timeline import Happening, TimelineView  # noqa: E402
from ui.widgets.undo_bar import UndoBar  # noqa: E402

PEOPLE = [
    ("Amélie Łukasiewicz", "07700 900 118", "Gold", 342_500, "3 days ago"),
    ("王小明", "138 0013 8000", "Platinum", 1_284_000, "yesterday"),
    (
        "O'Brien & Daughters (hardware, paint, garden and everything else)",
        "020 7946 0991",
        "Iron",
        9_900,
        "May",
    ),
    ("<b>Bold</b> Иван", "8 (495) 123-45-67", "Lead", 0, "never"),
    ("محمد", "+20 2 2576 1234", "Gold", 120_050, "3 weeks ago"),
]
_CHINESE = {
    "Today": "今天",
    "Customers": "顾客",
    "Counter": "柜台",
    "Follow-ups": "回访",
    "Visits": "回访",
    "Complaints": "投诉",
    "Printing": "打印",
    "Settings": "设置",
    "Saturday 21 November": "11月21日 星期六",
    "Twelve people should hear from us today.": "今天应联系 12 位顾客。",
    "Print the call list": "打印电话清单",
    "New customer": "新顾客",
    "Name": "姓名",
    "Phone": "电话",
    "Amount": "金额",
    "Day": "日期",
    "Notes": "备注",
    "Class": "级别",
    "Last purchase": "最近购买",
    "Turnover": "消费额",
    "Find a name, a number, anything": "输入姓名、电话或任何内容查找",
    "Would you come back?": "您还会再来吗？",
    "Customer deleted.": "已删除顾客。",
    "The last backup is 9 days old.": "上次备份是 9 天前。",
    "Back up now": "立即备份",
}


def say(text: str) -> str:
    """The gallery's own words are no part of the program, so they stand here and not in its catalogue."""
    return _CHINESE.get(text, text) if i18n.current_language() == "zh_CN" else text


def people_table() -> RecordTable:
    table = RecordTable(
        [
            Column("name", say("Name"), lambda p: p[0], stretch=True, strong=True),
            Column("phone", say("Phone"), lambda p: p[1], width=150),
            Column(
                "class",
                say("Class"),
                lambda p: p[2],
                width=110,
                icon=lambda p: "star" if p[2] == "Platinum" else "",
                tone=lambda p: "accent" if p[2] == "Platinum" else "text",
            ),
            Column(
                "sum", say("Turnover"), lambda p: f"{p[3] / 100:,.2f}", align="right", descends_first=True
            ),
            Column("last", say("Last purchase"), lambda p: p[4], width=130),
        ],
        lambda ids: [PEOPLE[i % len(PEOPLE)] for i in ids],
        name=say("Customers"),
    )
    table.show_ids(range(100_000))
    table.show_sorted("sum", descending=True)
    table.select_id(1)
    return table


def overview() -> QWidget:
    window = QWidget()
    rail = NavigationRail(
        [
            Place("today", say("Today"), "house", "Ctrl+1"),
            Place("counter", say("Counter"), "shopping-bag", "Ctrl+2"),
            Place("customers", say("Customers"), "users", "Ctrl+3"),
            Place("visits", say("Visits"), "phone", "Ctrl+5"),
            Place("complaints", say("Complaints"), "frown", "Ctrl+5"),
            Place("printing", say("Printing"), "printer", "Ctrl+6"),
        ],
        bottom=[Place("settings", say("Settings"), "settings")],
    )
    rail.set_badge("today", 12, "12 due")
    rail.set_badge("complaints", 3, "3 open")
    page = Page(
        say("Saturday 21 November"),
        say("Twelve people should hear from us today."),
        actions=[
            IconButton("ellipsis", "More"),
            Button(say("New customer"), icon="user-plus"),
            Button(say("Print the call list"), icon="printer", kind="primary"),
        ],
    )
    page.add(Banner(say("The last backup is 9 days old."), tone="warning", action=say("Back up now")))
    tiles = QHBoxLayout()
    tiles.setSpacing(theme.MEDIUM)
    for label, value, hint, tone in (
        (say("Follow-ups"), "12", "4 are late", "accent"),
        (say("Complaints"), "3", "answer one by 11:00", "danger"),
        (say("Turnover"), "1,284.00", "7 sales today", "text"),
        (say("Customers"), "8,204", "2 new this week", "text"),
    ):
        tiles.addWidget(FigureTile(label, value, hint, tone=tone, opens=True))  # type: ignore[arg-type]
    page.body.addLayout(tiles)
    columns = QHBoxLayout()
    columns.setSpacing(theme.MEDIUM)
    card = Card(say("Customers"), actions=[Button("All", kind="quiet")])
    chips = FlowLayout()
    for text, on in (("Platinum", True), ("Gold", False), ("Iron", False), ("Slipping away", False)):
        chips.addWidget(Chip(text, on=on))
    card.body.addLayout(chips)
    card.add(SearchField(say("Find a name, a number, anything")))
    table = SimpleTable(
        [
            Column("name", say("Name"), lambda p: p[0], stretch=True, strong=True),
            Column("phone", say("Phone"), lambda p: p[1], width=150),
        ],
        name=say("Customers"),
        grows=True,
    )
    table.show_rows(PEOPLE[:4])
    table.select_first()
    card.add(table)
    card.body.addStretch(1)
    columns.addWidget(card, 3)
    columns.addWidget(timeline_card(), 2)
    page.body.addLayout(columns, 1)
    undo = UndoBar()
    undo.say(say("Customer deleted."), token=1)
    page.add(undo)
    row = QHBoxLayout(window)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(rail)
    row.addWidget(page, 1)
    window.resize(1180, 860)
    return window


def timeline_card() -> Card:
    card = Card("Everything that happened")
    view = TimelineView(name="Everything that happened")
    view.show_happenings(
        [
            Happening(
                1, "phone", "Yesterday", "Called, reached", "“Very happy with the lamp.” Would come back: 9"
            ),
            Happening(2, "shopping-bag", "18 November 2026", "Desk lamp, 2 bulbs", "", "84.90"),
            Happening(
                3,
                "frown",
                "2 November 2026",
                "Complaint: glass broken",
                "Replaced the same day.",
                "",
                "danger",
            ),
            Happening(4, "cake", "1 November 2026", "Birthday card sent", "", "", "success"),
        ]
    )
    card.add(view)
    return card


def day_list() -> QWidget:
    lines = [
        DayLine(1, "Today, Sat 21 Nov 2026", "18:02", f"Changed customer {PEOPLE[2][0]}", "Anna"),
        DayLine(
            2,
            "Today, Sat 21 Nov 2026",
            "17:40",
            "Deleted customer 王小明",
            "Anna",
            "undone",
            "undo-2",
            gone=True,
        ),
        DayLine(3, "Yesterday, Fri 20 Nov 2026", "09:15", "Recorded a sale"),
    ]
    shown = DayList(lambda after: lines if after is None else [], name="Everything done")
    shown.begin()
    shown.resize(420, 300)
    return shown


def make_form() -> Form:
    form = Form(columns=2)
    name = form.add(say("Name"), TextField(), required=True, span=2)
    phone = form.add(say("Phone"), TextField(), hint="Any way of writing it will do.")
    day = form.add(say("Day"), DayField(date.fromisoformat, date.isoformat, lambda: date(2026, 11, 21)))
    money = form.add(
        say("Amount"),
        MoneyField(lambda text: round(float(text) * 100), lambda c: f"{c / 100:,.2f}", unit="EUR"),
    )
    kinds = [Choice("a", "Platinum", "star"), Choice("b", "Gold"), Choice("c", "Iron"), Choice("d", "Lead")]
    choice = form.add(say("Class"), ChoiceField(kinds, placeholder="Choose"))
    form.add(
        "Country", ChoiceField([Choice(n, f"Country {n}") for n in range(40)], placeholder="Type to find")
    )
    form.add(
        "Product", PickField(find_people, placeholder="Two letters are enough", new_label="Add new: {text}")
    )
    form.add(say("Would you come back?"), ScoreField(low="certainly not", high="with joy"), span=2).set_value(
        9
    )
    form.add(say("Notes"), NoteField(placeholder="What did they say?"), span=2)
    form.add("", CheckField("May be called on the phone")).set_value(True)
    form.add("", CheckField("May be written to"))
    name.set_value("王小明")
    phone.set_value("138 0013 8000")
    day.set_value(date(2026, 11, 21))
    money.set_value(128_400)
    choice.set_value("a")
    form.show_problem(phone, "Somebody else has this number: Amélie Łukasiewicz.")
    return form


def find_people(text: str) -> Sequence[Suggestion]:
    found = [p for p in PEOPLE if text.casefold() in p[0].casefold()]
    return [Suggestion(p[0], p[0], p[1], "user", p[4]) for p in found]


def form_page() -> QWidget:
    dialog = FormDialog(say("New customer"), "Save", sentence="Only the name is needed.", width=640)
    dialog.add(make_form())
    dialog.add_action(Button("Delete", icon="trash-2", kind="danger"))
    return dialog


def table_page() -> QWidget:
    page = Page(
        say("Customers"),
        "100,000",
        actions=[
            SearchField(say("Find a name, a number, anything")),
            Button(say("New customer"), kind="primary"),
        ],
        scrolls=False,
    )
    page.add(people_table())
    page.resize(1000, 520)
    return page


def parts_page() -> QWidget:
    page = Page("Parts", "Whatever is left")
    buttons = QHBoxLayout()
    for button in (
        Button("Save", kind="primary", icon="check"),
        Button("Print", icon="printer"),
        Button("Show all", kind="quiet"),
        Button("Delete", kind="danger", icon="trash-2"),
        IconButton("ellipsis", "More"),
    ):
        buttons.addWidget(button)
    off, off_primary = Button("Print", icon="printer"), Button("Save", kind="primary")
    for button in (off, off_primary):
        button.setEnabled(False)
        buttons.addWidget(button)
    buttons.addStretch(1)
    page.body.addLayout(buttons)
    badges = FlowLayout()
    for tone, icon in (
        ("muted", ""),
        ("accent", "star"),
        ("danger", "circle-alert"),
        ("warning", "clock"),
        ("success", "circle-check"),
        ("info", "info"),
    ):
        badges.addWidget(Badge(tone.title(), tone=tone, icon=icon))  # type: ignore[arg-type]
    page.body.addLayout(badges)
    for tone in ("info", "success", "warning", "danger"):
        page.add(Banner(f"This is what {tone} sounds like.", tone=tone, action="Do it"))  # type: ignore[arg-type]
    types = Section("Type", "Five sizes, no more.")
    for kind in ("title", "heading", "body", "strong", "small", "figure"):
        types.add(PlainLabel(f"{kind}: Łódź 王小明 1,284.00 <b>", kind=kind))
    chart = Card("Turnover by month")
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"]
    chart.add(
        BarChart(
            "Turnover by month",
            [
                Bar(m, v, str(v), i % 6)
                for i, (m, v) in enumerate(zip(months, [3, 9, 4, 7, -2, 8, 12, 5], strict=True))
            ],
        )
    )
    spans = SpanChart("Would you come back?")
    spans.show_spans(
        [
            Span("Anna", 8.1, 7.6, 8.6, "8.1 of 10 (40 answers)"),
            Span("王小明", 6.4, None, None, "6.4 of 10 (6 answers)"),
            Span("Amélie", None, None, None, "too few to say (2 answers)"),
        ]
    )
    chart.add(spans)
    pairs = PairedBars("Expected and come", expected="Expected", came="Came", tick=lambda value: f"{value:g}")
    pairs.show_pairs(
        [
            Pair("January", 40, 52, "40 expected, 52 came", short="Jan"),
            Pair("February", 38, -6, "38 expected, 6 lost", short="Feb"),
            Pair("March", 45, None, "45 (between 30 and 70)", 30, 70, short="Mar"),
        ]
    )
    chart.add(pairs)
    steps = StepChart("How soon they are back", [(0, "0"), (90, "90"), (365, "365 days")], "{:.0%}".format)
    steps.show_curves(
        [
            Steps("Tea", (20, 80, 200), (0.3, 0.5, 0.7), (0.2, 0.4, 0.5), (0.4, 0.6, 0.9), until=300),
            Steps("others like them", (10, 150), (0.2, 0.5), until=365),
        ],
        "within 90 days 50%",
    )
    chart.add(steps)
    row = QHBoxLayout()
    row.addWidget(types)
    row.addWidget(chart, 1)
    page.body.addLayout(row)
    work = Card()
    panel = ProgressPanel("Reading 9,994 lines")
    panel.show_progress(6_300, 9_994, "6,300 of 9,994")
    work.add(panel)
    page.add(work)
    page.body.addStretch(1)
    page.resize(900, 900)
    return page


def empty_page() -> QWidget:
    page = Page(say("Complaints"), scrolls=False)
    page.add(
        EmptyState(
            "smile",
            "No open complaints",
            "When someone is unhappy, write it down at once: nine of ten never say it.",
            "Record a complaint",
            button_icon="plus",
        )
    )
    page.resize(700, 460)
    return page


def palette() -> QWidget:
    def find(text: str) -> Sequence[Entry]:
        doing = [Entry("Record a sale", "", "shopping-bag", lambda: None, "Ctrl+2")]
        return [
            *doing,
            *(Entry(s.title, s.detail, s.icon, lambda: None, s.trailing) for s in find_people(text)),
        ]

    return CommandPalette(find, placeholder="Go to a customer, or do something")


def suggestions() -> QWidget:
    box = Card()
    shown = SuggestionList("Suggestions")
    shown.show_items([*find_people(""), Suggestion("new", "Add new: Wang", icon="plus")])
    box.add(shown)
    box.resize(420, 330)
    return box


def problem() -> QWidget:
    return ProblemDialog(
        "The sale could not be recorded.",
        "It was not saved. What you typed is still there; please try again.",
        "Traceback (most recent call last):\n  …\nValueError: 3",
    )


def month() -> QWidget:
    popup = CalendarPopup(Qt.DayOfWeek.Monday)
    popup.setWindowFlag(Qt.WindowType.Popup, False)
    return popup


def menu() -> QWidget:
    shown = QMenu()
    for icon, text in (("pencil", "Change"), ("phone", "Write down a call"), ("printer", "Print")):
        shown.addAction(theme.icon(icon), text)
    shown.addSeparator()
    shown.addAction(theme.icon("trash-2", "danger"), "Delete").setShortcut("Del")
    shown.addAction("Not now").setEnabled(False)
    shown.setActiveAction(shown.actions()[1])
    return shown


def tabs() -> QWidget:
    shown = QTabWidget()
    for text in ("Timeline", "Purchases", "Visits", "Complaints"):
        shown.addTab(people_table(), text)
    shown.resize(700, 300)
    return shown


def charts() -> QWidget:
    curve = LineChart("Curve", tick_x=lambda x: f"{x:.0%}", tick_y=lambda y: f"{y:.0%}")
    rising = [(step / 20, 1 - (1 - step / 20) ** 3) for step in range(21)]
    curve.show_lines(
        [Line("Profit", rising), Line("Even", [(0, 0), (1, 1)], series=5, dashed=True)],
        [Mark(0.2, 0.488, "best 20%: 49%")],
        foot="{value} of the customers",
    )
    table = SimpleTable([Column("words", "Numbers", str, stretch=True)], name="Numbers", grows=True)
    table.show_rows([f"{x:.0%}: {y:.0%}" for x, y in rising[::5]])
    card = ChartCard("How much hangs on few", curve, table)
    card.say("Half of the profit comes from few customers.", "A note in small type.")
    card.numbers.click()
    bars = StackedBars(
        "Who came", [Series("Came again", 5), Series("New", 2), Series("Lost", 0)], tick=str, whole=True
    )
    bars.show_stacks(
        [
            Stack(
                f"{month} 2026",
                (40 + month, month, -3 - month),
                "said",
                short=str(month),
                running=month == 12,
            )
            for month in range(1, 13)
        ]
    )
    heat = HeatTable("How many beginners stay")
    heat.show_rows(
        ["First bought", "New", "+1", "+2", "+3"],
        [
            HeatRow(
                "2025, quarter 1", [HeatCell("40"), *(HeatCell(f"{n}%", "", n / 100) for n in (100, 60, 20))]
            ),
            HeatRow(
                "2025, quarter 2", [HeatCell("36"), HeatCell("0%", "", 0.0), HeatCell("3% …", unsure=True)]
            ),
        ],
    )
    page = Page("Charts", "Numbers that can be seen, read and heard")
    page.resize(900, 1100)
    page.add(card, bars, heat)
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "overview": overview,
    "form": form_page,
    "table": table_page,
    "parts": parts_page,
    "empty": empty_page,
    "palette": palette,
    "suggestions": suggestions,
    "problem": problem,
    "month": month,
    "menu": menu,
    "tabs": tabs,
    "days": day_list,
    "charts": charts,
}


def settle(app: QApplication) -> None:
    for _ in range(5):
        app.sendPostedEvents()
        app.processEvents()


def save_pages(folder: Path, only: Sequence[str] = ()) -> None:
    """Each page in both palettes and languages, at the scale of this process."""
    app = QApplication(sys.argv[:1])
    for file in sorted(resources.path("fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))
    scale = os.environ.get("QT_SCALE_FACTOR", "1")
    for mode in ("light", "dark"):
        theme.apply(app, mode)
        for language in ("en", "zh_CN"):
            i18n.set_language(language)
            for name, make in PAGES.items():
                if only and name not in only:
                    continue
                page = make()
                page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
                page.show()
                settle(app)
                page.grab().save(str(folder / f"{name}-{mode}-{language}-{scale}.png"))
                page.close()
    settle(app)


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if len(sys.argv) > 2 and sys.argv[2] == "--here":
        save_pages(folder, sys.argv[3:])
        return
    for scale in ("1", "1.5", "2"):
        settings = os.environ | {"QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, __file__, str(folder), "--here"], env=settings, check=True)


if __name__ == "__main__":
    main()
