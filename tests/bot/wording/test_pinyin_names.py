"""Names with their pinyin."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording.pinyin_names import with_pinyin


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("临汾经济开发区", "临汾经济开发区 (Linfen Jingji Kaifaqu)"),
        ("臨汾經濟開發區", "臨汾經濟開發區 (Linfen Jingji Kaifaqu)"),
        ("长子经开区", "长子经开区 (Zhangzi Jingkaiqu)"),
        ("长治市", "长治市 (Changzhi Shi)"),
        ("洪洞县", "洪洞县 (Hongtong Xian)"),
        ("陕西省", "陕西省 (Shaanxi Sheng)"),
        ("西安", "西安 (Xi'an)"),
        ("吕梁", "吕梁 (Lüliang)"),
        ("太原A区", "太原A区 (Taiyuan A Qu)"),
        ("中国（山西）自贸区", "中国（山西）自贸区 (Zhongguo Shanxi Zimaoqu)"),
        ("太原、大同", "太原 (Taiyuan)、大同 (Datong)"),
        ("62.6%", "62.6%"),
        ("Foxconn", "Foxconn"),
        ("", ""),
    ],
)
def test_readers_of_english_get_the_pinyin(name, shown):
    assert with_pinyin(name, "en") == shown


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "zh-CN"])
def test_readers_of_chinese_do_not(language):
    assert with_pinyin("临汾经济开发区", language) == "临汾经济开发区"


@given(st.text())
def test_a_name_is_never_changed_or_lost(name):
    shown = with_pinyin(name, "en").split("、")
    assert all(one.startswith(part) for one, part in zip(shown, name.split("、"), strict=True))
