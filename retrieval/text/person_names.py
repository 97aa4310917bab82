"""People's names: whether a word is one, and where they stand in a text."""

import re

import rjieba

from retrieval.document import Span
from retrieval.text.folding import COMMON_HAN, HAN, fold

_TITLED = re.compile(
    rf"(?:主席|省长|市长|县长|区长|书记|主任|局长|院长|部长|厅长|董事长|总经理|经理|校长|教授|记者|先生|女士)\s?(?P<name>[{HAN}·]{{2,4}}?)"
    r"(?=同志|表示|指出|说|强调|介绍|作|在|代表|率|出席|主持|致辞|[，,、。\s]|$)"
)


def people(text: str) -> list[Span]:
    """Where people's names stand in a text: after a title, or as jieba's dictionary and its name model tell (tag
    nr)."""
    titled = [match.span("name") for match in _TITLED.finditer(text)]
    if titled:
        return titled
    found: list[Span] = []
    position = 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, position)
        position = start + len(word)
        if tag.startswith("nr") and is_person(word):
            found.append((start, position))
    return found


# Single surnames, the common ones first (the order of the Ministry of Public Security's yearly report on names).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范廖石"
    "金贾韦夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
    "祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危茅庾隗逄郗玉银亢嵇公进"
)
_COMPOUND_SURNAME = re.compile(
    "欧阳|上官|司马|司徒|东方|独孤|南宫|夏侯|诸葛|尉迟|皇甫|澹台|公孙|慕容|令狐|宇文|长孙|端木"
)
_NO_NAME = re.compile(r"(?:全文|未)?完(?:待续)?|待续|下转.*|上接.*|谢谢.*|特此.*|此致|敬礼|(.)\1+")
_NAME = re.compile(rf"[{COMMON_HAN}]{{2,4}}|[{COMMON_HAN}]{{1,8}}(?:·[{COMMON_HAN}]{{1,8}})+")
_PLACE_END = re.compile("[省市县区州镇乡村路街园厂社局部委办处科院校所站会]\\Z")


def is_person(name: str) -> bool:
    """Whether `name` can only be a person's: it begins with a surname, or is built as names are; no other word."""
    plain = fold(name)
    if _NO_NAME.fullmatch(plain) or not _NAME.fullmatch(plain):
        return False
    if "·" in plain:
        return True
    tokens = rjieba.tag(plain)
    known = len(rjieba.cut(plain, hmm=False)) == 1
    if known and not tokens[0][1].startswith("nr"):
        return False
    if len(plain) == 4:
        return _COMPOUND_SURNAME.match(plain) is not None
    looks_named = len(tokens) == 1 and tokens[0][1].startswith("nr")
    return looks_named or (plain[0] in _SURNAMES and _PLACE_END.search(plain) is None)
