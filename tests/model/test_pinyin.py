"""Chinese names by their sound."""

import subprocess
import sys

import pytest

from model.pinyin import pinyin_words, sort_key


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王小明", "wangxiaoming"),
        ("王小明", "wxm"),
        ("曾志伟", "zengzhiwei"),
        ("曾志伟", "cengzhiwei"),
        ("单田芳", "shantianfang"),
        ("单田芳", "dantianfang"),
        ("仇英", "qiuying"),
        ("解小东", "xiexiaodong"),
        ("尉迟恭", "yuchigong"),
        ("万俟卨", "moqi"),
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("吕布", "lyubu"),
        ("张长乐", "zhangchangle"),
        ("张长乐", "zhangchangyue"),
        ("Ann 李雷", "lilei"),
        ("北京大成贸易有限公司", "bjdcmyyxgs"),
    ],
)
def test_a_chinese_name_is_found_by_its_sound_and_by_initials(name: str, typed: str) -> None:
    assert any(word.startswith(typed) for word in pinyin_words(name))


def test_readings_that_nobody_uses_find_nothing() -> None:
    assert pinyin_words("王明") == {"wangming", "wm"}


def test_names_in_other_scripts_have_no_pinyin() -> None:
    assert pinyin_words("Łukasz O'Brien") == set()
    assert pinyin_words("ひらがな") == set()


def test_a_long_name_does_not_explode() -> None:
    assert len(pinyin_words("重行长乐曾单" * 20)) <= 48


def test_chinese_and_latin_names_stand_in_one_list_in_the_order_of_their_sound() -> None:
    names = [
        "王小明",
        "汪洋",
        "Zoë",
        "曾志伟",
        "王安",
        "Warren",
        "李雷",
        "Adam",
        "Wanda",
        "吕布",
        "卢布",
        "单田芳",
    ]
    ordered = [
        "Adam",
        "李雷",
        "卢布",
        "吕布",
        "单田芳",
        "Wanda",
        "汪洋",
        "王安",
        "王小明",
        "Warren",
        "曾志伟",
        "Zoë",
    ]
    assert sorted(names, key=sort_key) == ordered


def test_a_shop_without_chinese_names_never_loads_the_table() -> None:
    code = (
        "import sys; from model.pinyin import pinyin_words, sort_key, _table;"
        "pinyin_words('Łukasz'); sort_key('Łukasz'); assert _table.cache_info().currsize == 0;"
        "assert pinyin_words('李雷'); sys.exit('pypinyin' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_our_short_way_into_pypinyin_reads_what_pypinyin_reads() -> None:
    from pypinyin import Style, lazy_pinyin

    from model.pinyin import _readings

    for character in "李王张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭":
        assert _readings(character)[0] == lazy_pinyin(character, style=Style.NORMAL)[0]
