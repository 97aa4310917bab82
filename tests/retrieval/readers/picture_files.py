"""Pictures of pages for the tests: a report of our own set in a font that is free, as a scanner would give it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from PIL import Image, ImageDraw, ImageFont

from retrieval.document import Box

SANS = "NotoSansCJKsc-Regular.otf"
SERIF = "SourceHanSerifSC-Regular.otf"

REPORT = (
    "青禾经济开发区二〇二四年工作总结",
    "　　2024年，青禾经济开发区紧扣“项目为王、环境是金”的思路，主动作为、攻坚克难，主要指标稳中有进。全年完成地区"
    "生产总值128.7亿元，同比增长7.9%；规模以上工业增加值43.4亿元，增长9.2%；固定资产投资61.05亿元，增长12.3%。",
    "　　一是审批提速。推行“一枚印章管审批”，把137项事项集中到一个窗口办理，企业开办时间由5天压缩到0.5天，工程建设"
    "项目审批时限压减62.6%，群众满意率达到98.6%。截至12月20日，累计办件18,452件，其中网上办理占91.4%。",
    "　　二是项目落地。3月15日，总投资36.8亿元的锂电池正极材料项目开工（一期占地420亩），预计2026年6月投产，达产后"
    "年产值可达52亿元、税收3.1亿元，带动就业1,260人。全区新签约项目27个，合同金额214.6亿元，到位率为18.1%。",
    "　　三是创新驱动。新认定高新技术企业14家，总数达到63家；研发投入强度由2.31%提高到2.78%。与北岭大学共建的中试"
    "基地于9月1日揭牌，已入驻团队8个、转化成果19项。单位产值能耗下降5.4%，工业用水重复利用率达到93.7%。",
    "　　四是服务企业。组织对接会6场，帮助45家企业获得贷款7.26亿元；发放稳岗补贴1,083万元，惠及职工2.4万人；清理"
    "拖欠账款0.87亿元。对126家企业逐一走访，收集问题352个，办结341个，办结率96.9%。",
    "　　五是民生改善。新建标准厂房21.6万平方米、人才公寓480套，改造道路12.5公里，铺设供热管网9.8公里。第二实验学校于"
    "8月28日启用，新增学位2,160个；区医院门诊楼主体封顶，设床位300张。",
    "　　下一步，开发区将力争到2027年规上工业总产值突破1000亿元（年均增长15%以上），亩均税收提高到18.5万元，让企业"
    "办事更便捷、群众生活更舒心。（来源：青禾日报，记者：林晓禾）",
)

_NOT_AT_LINE_START = "，。；：、）”%"


@dataclass(frozen=True, slots=True)
class Printed:
    """A picture and the lines that stand on it, each with its box."""

    image: Image.Image
    lines: tuple[tuple[str, Box], ...]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.lines)


def page(
    paragraphs: tuple[str, ...] = REPORT,
    *,
    font: str = SERIF,
    size: int = 25,
    width: int = 1240,
    height: int = 1754,
    margin: int = 150,
) -> Printed:
    """A page in one column; 1240 by 1754 pixels are A4 at 150 dpi, where 25 pixels are type of 12 pt."""
    image = Image.new("L", (width, height), "white")
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(files("mplfonts").joinpath("fonts", font)), size)
    lines: list[tuple[str, Box]] = []
    top = margin
    for paragraph in paragraphs:
        for line in _broken(paragraph, face, width - 2 * margin):
            draw.text((margin, top), line, font=face, fill=0)
            lines.append((line, draw.textbbox((margin, top), line, font=face)))
            top += round(size * 1.6)
    assert top <= height, "the text does not fit on the page"
    return Printed(image, tuple(lines))


def columns_from_the_right(text: str, *, size: int = 28, columns: int = 8, rows: int = 20) -> Image.Image:
    """Text set from top to bottom, the first column on the right."""
    image = Image.new("L", (2 * size * (columns + 2), round(1.15 * size * (rows + 4))), "white")
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(files("mplfonts").joinpath("fonts", SERIF)), size)
    for index, character in enumerate(text[: columns * rows]):
        column, row = divmod(index, rows)
        place = image.width - 2 * size * (column + 2), round(1.15 * size * (row + 2))
        draw.text(place, character, font=face, fill=0)
    return image


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """The bytes of a picture file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def characters_right(original: str, recognised: str) -> float:
    """The share of characters, white space apart, that are right: 1 less the Levenshtein distance by the length."""
    one, other = "".join(original.split()), "".join(recognised.split())
    row = list(range(len(other) + 1))
    for index, character in enumerate(one, 1):
        left = index
        changed = [left]
        for column, candidate in enumerate(other, 1):
            left = min(row[column] + 1, left + 1, row[column - 1] + (character != candidate))
            changed.append(left)
        row = changed
    return 1 - row[-1] / max(len(one), 1)


def _broken(paragraph: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for character in paragraph:
        if face.getlength(lines[-1] + character) > width and character not in _NOT_AT_LINE_START:
            lines.append("")
        lines[-1] += character
    return lines


def ruled_table(
    rows: Sequence[Sequence[str]], *, size: int = 28, widths: Sequence[int] = (260, 240, 240)
) -> Image.Image:
    """A table with a rule around each cell."""
    height, margin = 2 * size, 40
    image = Image.new("L", (sum(widths) + 2 * margin, height * len(rows) + 2 * margin), "white")
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(files("mplfonts").joinpath("fonts", SERIF)), size)
    for number, row in enumerate(rows):
        left, top = margin, margin + number * height
        for width, cell in zip(widths, row, strict=True):
            draw.rectangle((left, top, left + width, top + height), outline=0, width=2)
            draw.text((left + 10, top + size // 3), cell, font=face, fill=0)
            left += width
    return image
