"""Work reports of invented cities: like statements of other figures, and what must not be taken for them."""

from pathlib import Path

_REPORT = """{year}年{city}政府工作报告

——{year}年1月12日在{city}第九届人民代表大会第四次会议上

一、{last}年工作回顾

{review}

二、{year}年工作目标和重点任务

{plan}
"""

REVIEWS = {
    "青岚市": "全市地区生产总值增长6.4%，达到1.24万亿元。粮食总产量达31.5亿斤，城镇新增就业8.2万人。"
    "其中东湖新区地区生产总值增长9.9%，全国地区生产总值增长5%。改造老旧小区120个、惠及3.4万户。",
    "云浦市": "全市生产总值863亿元、增长5.1%，一产、二产、三产增加值分别增长3%、7%、4.5%。"
    "粮食播种面积210万亩、产量98万吨。新增城镇就业近5万人，开工改造老旧小区45个。",
    "石梁市": "预计地区生产总值增长7%左右。粮食生产再获丰收，总产达到22亿斤。"
    "城镇、农村居民人均可支配收入分别增长5%、6.5%。五年来城镇新增就业累计21万人。",
    "河间口市": "经济总体平稳，农业连年丰收。民间固定资产投资增长12%，前三季度地区生产总值增长4.4%。"
    "超额完成城镇新增就业年度任务。改造老旧小区1.5万户。",
    "林泽市": "地区生产总值增长5.8%，居民消费价格下降0.2%。城镇新增就业4.1万人。"
    "粮食、油料、蔬菜产量分别达40万吨、6万吨、81万吨。新开工改造城镇老旧小区88个。",
}
PLANS = {
    "青岚市": "今年经济社会发展主要预期目标是：地区生产总值增长6%以上，城镇新增就业8万人，粮食产量32亿斤以上。",
    "云浦市": "主要预期目标是：地区生产总值增长5.5%左右；居民消费价格涨幅2%左右；城镇新增就业5万人以上。",
    "石梁市": "主要预期目标是：地区生产总值增长6.5%—7%，居民消费价格保持合理水平，城镇新增就业4.5万人左右。"
    "到2035年地区生产总值突破2000亿元。",
    "河间口市": "主要预期目标为：经济增长5%左右，居民消费价格涨幅控制在3%以内，"
    "城镇调查失业率、登记失业率分别控制在5.5%和4%以内。",
    "林泽市": "着力扩大内需，改造老旧小区100个。推动重点项目建设，办好民生实事。",
}


def write(folder: Path, year: int = 2031, cities: tuple[str, ...] = tuple(REVIEWS)) -> Path:
    """Write the report of each of the cities of a year below a folder, which is given back."""
    folder.mkdir(parents=True, exist_ok=True)
    for city in cities:
        text = _REPORT.format(year=year, last=year - 1, city=city, review=REVIEWS[city], plan=PLANS[city])
        (folder / f"{year}年{city}政府工作报告.txt").write_text(text, encoding="utf-8")
    return folder
