"""Words that every text uses, and that are nobody's secret: for the look at what is given away."""

from typing import Final

# Written with a capital, and no names.
CAPITALISED: Final = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march "
        "april may june july august september october november december english chinese "
        "japanese korean french german"
    ).split()
)
EVERYDAY: Final = CAPITALISED | frozenset(
    (
        "about after again alive almost alone along already always among another answer "
        "around became because become before began behind being between brother brought "
        "called cannot child children could couldn’t didn’t doesn’t doing during either "
        "ending enough every everybody everyone everything family father finally first found "
        "friend going having herself himself house husband inside instead itself knows later "
        "leaves letter little maybe means might minute moment mother nearly never night "
        "nobody nothing other others outside parents people perhaps person really right scene "
        "second seems should sister since somebody someone something sometimes still story "
        "takes thing things think third those thought three through together turns twice "
        "under until wasn’t water where whether which while whole window without woman words "
        "world would wouldn’t years young yourself "
        "一个 一家 一样 一天 一次 一点 一直 一起 一切 不是 不会 不能 没有 自己 我们 他们 她们 "
        "你们 大家 什么 怎么 这个 那个 这样 那样 因为 所以 可以 可能 已经 开始 最后 以后 以前 "
        "后来 时候 现在 今天 昨天 明天 知道 看见 觉得 起来 出来 回来 电影 导演 故事 角色 主角 "
        "观众 第一 其实 自分 彼女 時間 今日 昨日 明日 最後 最初 映画 監督 物語 主人 人間 一人 "
        "二人 世界"
    ).split()
)
