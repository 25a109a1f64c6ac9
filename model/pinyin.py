"""Chinese names by their sound: found by ``wxm``, sorted as people expect.

pypinyin costs 160 ms to import, nearly all of it for a dictionary of phrases. Names need single characters only,
so just that table of it is read (19 ms), and only when the first Chinese name comes along. Its readings are all
that ever were (王 also *yù*); a search for ``yu`` must not find every 王. So a character has its usual reading,
the others that are alive in today's words, and the ones it has as a surname.
"""

import json
import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path

from model.folding import fold

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_NAME_LENGTH = 4
"""Characters up to which all combinations of readings are kept; longer is a firm or a sentence."""
_MOST_COMBINATIONS = 24


def pinyin_words(name: str) -> set[str]:
    """What people type for the Chinese part of ``name``: ``wangxiaoming`` and ``wxm``, in all its readings.

    曾小乐 is found as ``zengxiaole``, ``cengxiaoyue``, ``zxl`` … Empty for a name without Chinese characters.
    """
    if name.isascii():
        return set()
    found = set()
    for run in _HAN.findall(name):
        for syllables in _readings_of(run):
            found.add("".join(syllables))
            found.add("".join(syllable[0] for syllable in syllables))
    return found


def sort_key(name: str) -> str:
    """The text by which lists are sorted: Latin names folded, Chinese ones by pinyin, tone and character.

    All 王 stand together, and between Wanda and Warren.
    """
    if name.isascii():
        return fold(name)
    pieces, end = [], 0
    for match in _HAN.finditer(name):
        pieces.append(fold(name[end : match.start()]))
        run, end = match[0], match.end()
        surname = _surname_readings(run)
        for index, character in enumerate(run):
            syllable = surname[index][0] if index < len(surname) else ""
            pieces.append(_sorted_character(character, syllable))
    pieces.append(fold(name[end:]))
    return " ".join(filter(None, pieces))


def _readings_of(run: str) -> list[tuple[str, ...]]:
    """The ways to say ``run``, the likeliest first."""
    surname = _surname_readings(run)
    choices = [surname[i] if i < len(surname) else _readings(c) for i, c in enumerate(run)]
    if len(run) <= _NAME_LENGTH:
        return [way for way, _n in zip(product(*choices), range(_MOST_COMBINATIONS), strict=False)]
    usual = tuple(choice[0] for choice in choices)
    others = [
        (*usual[:index], other, *usual[index + 1 :])
        for index, choice in enumerate(choices)
        for other in choice[1:]
    ]
    return [usual, *others[: _MOST_COMBINATIONS - 1]]


def _surname_readings(run: str) -> tuple[tuple[str, ...], ...]:
    """The readings of the one or two characters of a surname that is said otherwise than written."""
    if len(run) > 2 and run[:2] in _LONG_SURNAMES:
        return tuple((syllable,) for syllable in _LONG_SURNAMES[run[:2]])
    special = _SURNAMES.get(run[0])
    if special is None:
        return ()
    return (tuple(dict.fromkeys((*special, *_readings(run[0])))),)


@cache
def _readings(character: str) -> tuple[str, ...]:
    """How ``character`` is said, without tones, the usual way first; itself if nobody knows."""
    alive = _SEVERAL_READINGS.get(character)
    if alive is not None:
        return tuple(spelling for syllable in alive for spelling in _spellings(syllable))
    return _spellings(_without_tone(_usual(character))) if _usual(character) else (character,)


def _spellings(syllable: str) -> tuple[str, ...]:
    """``lü`` is typed ``lv``, stands as ``lyu`` in passports, and is ``lu`` to everybody else."""
    if "ü" not in syllable:
        return (syllable,)
    return tuple(syllable.replace("ü", spelling) for spelling in ("v", "yu", "u"))


@cache
def _sorted_character(character: str, surname: str) -> str:
    usual = _usual(character)
    if not usual:
        return character
    tone = next(
        (
            n
            for n, mark in enumerate("\u0304\u0301\u030c\u0300", 1)
            if mark in unicodedata.normalize("NFD", usual)
        ),
        5,
    )
    return f"{surname or _readings(character)[0]}{tone}{character}"


def _without_tone(syllable: str) -> str:
    apart = unicodedata.normalize("NFD", syllable)
    return unicodedata.normalize("NFC", re.sub("[\u0304\u0301\u030c\u0300]", "", apart))


def _usual(character: str) -> str:
    """pypinyin's first reading, with its tone; "" if it has none."""
    return _table().get(str(ord(character)), "").partition(",")[0]


@cache
def _table() -> dict[str, str]:
    """pypinyin's readings by the character's number, read past its slow import."""
    spec = find_spec("pypinyin")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).with_name("pinyin_dict.json")
        if path.exists():
            table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
            return table
    from pypinyin.pinyin_dict import pinyin_dict

    return {str(number): readings for number, readings in pinyin_dict.items()}


def _read_list(text: str) -> dict[str, tuple[str, ...]]:
    return {entry[0]: tuple(entry[1:].split("/")) for entry in text.split()}


# Said in several ways today: counted in pypinyin's 47,000 phrases, readings with at least 8 % of a character's
# words, those that only grammar knows (的, 了, 着) left out.
_SEVERAL_READINGS = _read_list("""
    乐le/yue 仔zi/zai 传chuan/zhuan 伺si/ci 伽ga/jia/qie 偻lou/lü 冯feng/ping 刨bao/pao
    刹cha/sha 削xue/xiao 剥bo/bao 剿jiao/chao 劲jin/jing 勒le/lei 匙chi/shi 匮kui/gui
    卒zu/cu 卜bu/bo 卡ka/qia 厦sha/xia 参can/shen 叨dao/tao 吁xu/yu 吓xia/he 否fou/pi
    吭hang/keng 呱gua/gu 咋za/ze 咳ke/hai 咽yan/ye 喳zha/cha 嗒da/ta 嚼jiao/jue
    圈quan/juan 埋mai/man 堡bao/bu/pu 塞sai/se 壳ke/qiao 宿su/xiu 尉wei/yu 屏ping/bing
    属shu/zhu 差cha/chai 度du/duo 弹dan/tan 徵zheng/zhi 恶e/wu 扁bian/pian 扎zha/za
    扒pa/ba 扛gang/kang 折zhe/she 拓tuo/ta 拗niu/ao 掴guo/guai 擿ti/zhai 攒cuan/zan
    敦dun/dui 曝pu/bao 曾zeng/ceng 朝zhao/chao 朴pu/piao 柏bai/bo 柚zhou/you 栅shan/zha
    校xiao/jiao 椎chui/zhui 槛jian/kan 模mo/mu 氓mang/meng 沓ta/da 泊bo/po 溺ni/niao
    澄cheng/deng 爪zhao/zhua 牟mu/mou 率lü/shuai 畜chu/xu 疟yao/nüe 盛sheng/cheng
    省sheng/xing 磅pang/bang 禅chan/shan 称cheng/chen 粘nian/zhan 粥zhou/yu 糜mi/mei
    系xi/ji 絜xie/jie 纤xian/qian 纶lun/guan 缪miu/mou 耙pa/ba 肋lei/le 胖pang/pan
    脉mai/mo 腌yan/a 臭chou/xiu 艾ai/yi 著zhu/zhuo 蔓man/wan 薄bo/bao 藉jie/ji
    藏cang/zang 蚌bang/beng 蛤ha/ge 螫shi/zhe 行xing/hang 裨bi/pi 裳chang/shang
    觉jue/jiao 角jiao/jue 诘jie/ji 调diao/tiao 貉he/hao 贾gu/jia 蹊xi/qi 轧zha/ga 辟pi/bi
    重zhong/chong 钥yao/yue 铛cheng/dang 镐gao/hao 长chang/zhang 阿a/e 陆lu/liu
    降jiang/xiang 露lu/lou 靓liang/jing 颤chan/zhan
""")

# Surnames that are said otherwise than the character, or in several ways; the usual one first.
_SURNAMES = _read_list("""
    单shan 單shan 解xie 仇qiu 查zha 盖ge/gai 蓋ge/gai 区ou 區ou 朴piao 曾zeng 翟zhai/di 任ren 员yun 員yun 冼xian
    洗xian 繁po 缪miao/mou 繆miao/mou 宓mi/fu 种chong 种chong 重chong 折she 黑he 覃qin/tan 乐yue/le 樂yue/le 召shao
    秘bi 逄pang 佴nai 郗xi/chi 句gou 都du 隗wei/kui 车che 車che 能nai 燕yan 应ying 應ying 贾jia 賈jia 柏bai 牟mu/mou
    尉wei 冯feng 馮feng 沈shen 葛ge 谌chen/shen 諶chen/shen 盛sheng 卜bu 艾ai 陆lu 陸lu 宿su 晁chao 祭zhai 钭tou
    厍she 炅gui 那na 曲qu 撒sa 訾zi 石shi 行xing 尹yin 万wan 萬wan 哈ha 藏zang 臧zang 褚chu 粘nian 宁ning 寧ning
""")
_LONG_SURNAMES = {
    "尉迟": ("yu", "chi"), "尉遲": ("yu", "chi"), "万俟": ("mo", "qi"), "萬俟": ("mo", "qi"),
    "长孙": ("zhang", "sun"), "長孫": ("zhang", "sun"), "单于": ("chan", "yu"), "單于": ("chan", "yu"),
    "澹台": ("tan", "tai"), "澹臺": ("tan", "tai"), "宰父": ("zai", "fu"), "令狐": ("ling", "hu"),
    "夏侯": ("xia", "hou"), "皇甫": ("huang", "fu"), "亓官": ("qi", "guan"), "公冶": ("gong", "ye"),
}  # fmt: skip
