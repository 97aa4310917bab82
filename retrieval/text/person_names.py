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
    nr), but not of the place that goes on behind it (青霭县)."""
    titled = [match.span("name") for match in _TITLED.finditer(text)]
    if titled:
        return titled
    found: list[Span] = []
    position = 0
    for word, tag in rjieba.tag(text):
        start = text.find(word, position)
        position = start + len(word)
        if tag.startswith("nr") and is_person(word) and not _OF_A_PLACE.match(text, position):
            found.append((start, position))
    return found


_OF_A_PLACE = re.compile("[县镇乡村市区州](?![长委民级])")


# Single surnames, the common ones first (the order of the Ministry of Public Security's yearly report on names).
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆汪范廖石"
    "金贾韦夏付傅方邹熊白孟秦邱侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严欧莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾"
    "尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
    "祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危茅庾隗逄郗玉银亢嵇公进"
    "萧赖元昝贲洪钮荀羿汲邴糜麋宓钭戎幸韶蓟莘郦璩濮郏暨殳夔厍訾毋乜蒯竺桓酆仉郄亓谌谯郯缑雒隽笪揭仰逯萨阴益"
)
_COMPOUND_SURNAME = re.compile(
    "欧阳|上官|司马|司徒|司空|司寇|东方|东郭|南宫|南门|西门|左丘|梁丘|闾丘|独孤|夏侯|诸葛|尉迟|皇甫|澹台|公孙|公冶|公西|公羊|公良|慕容|"
    "令狐|宇文|长孙|仲孙|颛孙|端木|单于|亓官|濮阳|淳于|申屠|太叔|轩辕|钟离|鲜于|赫连|呼延|万俟|拓跋|乐正|漆雕|壤驷|谷梁|宰父|百里|巫马|"
    "段干|微生|纳兰|完颜|耶律"
)
_NO_NAME = re.compile(r"(?:全文|未)?完(?:待续)?|待续|下转.*|上接.*|谢谢.*|特此.*|此致|敬礼|(.)\1+")
_NAME = re.compile(rf"[{COMMON_HAN}]{{2,4}}|[{COMMON_HAN}]{{1,8}}(?:·[{COMMON_HAN}]{{1,8}})+")
_NEVER_IN = re.compile("[不没的了吗呢吧么们这那很把被让]")
"""Characters of no name: a word begins or ends there."""

_PLACE_END = re.compile("[省市县区州镇乡村路街园厂社局部委办处科院校所站会]\\Z")


def is_person(name: str) -> bool:
    """Whether `name` can only be a person's: it begins with a surname, or is built as names are; no other word."""
    plain = fold(name)
    if _NO_NAME.fullmatch(plain) or not _NAME.fullmatch(plain) or _NEVER_IN.search(plain):
        return False
    if "·" in plain:
        return True
    tokens = rjieba.tag(plain)
    known = len(rjieba.cut(plain, hmm=False)) == 1
    if known and not tokens[0][1].startswith("nr"):
        return False
    compound = _COMPOUND_SURNAME.match(plain) is not None
    if len(plain) == 4 or (len(plain) == 3 and compound):
        return compound
    looks_named = len(tokens) == 1 and tokens[0][1].startswith("nr")
    return looks_named or (plain[0] in _SURNAMES and _PLACE_END.search(plain) is None)


def is_surname(character: str) -> bool:
    """Whether a character is one of the single surnames."""
    return character in _SURNAMES


_RUN = re.compile(rf"[{HAN}·]+")
_LONGEST_RUN = 10
_MOSTLY = 3
"""Characters of most names."""

_SPEAKING = re.compile(
    rf"(?P<name>[{HAN}·]{{2,4}}?)(?:介绍|说|表示|指出|坦言|强调|告诉|认为|透露|带队|领队|主持|汇报|列席|出席|参加|致[词辞]|发言|讲话|通报|"
    r"担任|负责|宣布|要求|缺席|请假|陪同)"
)
"""A name that no dictionary knows, told by what its bearer does."""

_NO_NAMES = ("v", "a", "d", "p", "c", "r", "t", "i", "l")
_LIKE_NAMES = ("ns", "nz")
"""Tags of words that may be a person's name, too, where one is to be expected: 满江."""

_NEVER_FIRST = frozenset("和与及因等在也都就还则并又已正将会可要曾亲")
_AFTER_NAMES = frozenset("作说在率就等和与及向对主任到不未没拟已将正也还曾均各系是要")
_JOINING = frozenset("和与及")
_ENDS = "作说"
"""Single characters behind a name that ends the clause."""


def name_end(folded: str, start: int) -> int | None:
    """Where the name of a person ends that begins at a place of a folded text, told by its surname and by what begins
    behind it; None where none does."""
    run = _RUN.match(folded, start, start + _LONGEST_RUN)
    if run is None or run[0][0] in _NEVER_FIRST:
        return None
    said = run[0]
    if len(said) <= _MOSTLY and is_person(said) and said[-1] != "说":
        return run.end()
    compound = _COMPOUND_SURNAME.match(said) is not None
    if not compound and _is_word(said):
        return None
    lengths = (3, 4) if compound else (2, 3, 4)
    for length in lengths:
        if length <= len(said) and is_person(said[:length]) and _goes_on(said[length:]):
            return start + length
    word, tag = rjieba.tag(said, False)[0]
    known = len(word) > 1 and tag.startswith(_LIKE_NAMES) and word[0] in _SURNAMES and not _PLACE_END.search(word)
    if known and len(word) <= _MOSTLY and _goes_on(said[len(word) :]):
        return start + len(word)
    speaking = _SPEAKING.match(said)
    if speaking is not None:
        return start + speaking.end("name")
    longest = next((n for n in (3, 2, 4) if n <= len(said) and is_person(said[:n])), None)
    return None if longest is None else start + longest


def _is_word(run: str) -> bool:
    """Whether a run of characters begins with a word of the dictionary that is no name."""
    word, tag = rjieba.tag(run, False)[0]
    return len(word) > 1 and (tag == "n" or tag.startswith(_NO_NAMES))


def _goes_on(rest: str) -> bool:
    """Whether what stands behind a name begins with a word: with a single character only where names do not end so, and
    with one that joins only where no verb follows (钮启和持有)."""
    if not rest:
        return True
    first, *following = rjieba.tag(rest, False)
    if len(first[0]) > 1:
        return True
    if first[0] in _JOINING and following and following[0][1].startswith("v"):
        return False
    return first[0] in _AFTER_NAMES if len(rest) > 1 else first[0] in _ENDS


def whole_name(folded: str, span: Span) -> Span:
    """A stretch of a folded text that is to be a person's name, ended where the name does: 满江 of 满江不 before 同意,
    钮启和 of 钮启 before 和持有; as it is where no name begins there."""
    start, end = span
    if end - start == 1 and start > 0:
        before = (at for at in (start - 2, start - 1) if at >= 0 and name_end(folded, at) == end)
        start = next((at for at in before if is_person(folded[at:end])), start)
    if end - start > _LONGEST_NAME or _RUN.fullmatch(folded[start:end]) is None:
        return start, end
    found = name_end(folded, start)
    if found is None or found - start > _LONGEST_NAME:
        return start, end
    if found < end and folded[found:end] not in _ENDS and not _NEVER_IN.search(folded, start, end):
        return start, end
    return start, found


_LONGEST_NAME = 4
