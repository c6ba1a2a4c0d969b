/* Phrases in English and Chinese -> form -> phrases. Without a library no name is known: a name ends at
 * the next word of the language. */
#include "check.h"

#include "app/query_write.h"
#include "random_query.h"
#include "store_fixture.h"

#define ROUNDS 4000

static int arena_setup(void **state)
{
    *state = arena_new();
    return 0;
}

static int arena_teardown(void **state)
{
    arena_free(*state);
    return 0;
}

static struct query read_phrase(const char *phrase, struct arena *a)
{
    struct query q;
    struct query_problems problems;
    struct err e = {0};
    if (!query_read_phrase(str_from(phrase), NULL, LANGUAGE_EN, a, &q, &problems, &e))
        fail_msg("%s: %s", phrase, e.msg);
    return q;
}

static const char *write_phrase(const struct query *q, enum language language, struct arena *a)
{
    struct str text;
    assert_true(query_write_phrase(q, language, a, &text));
    return str_cstr(a, text);
}

/* What is asked, what is written in English and in Chinese. */
static const char *const phrases[][3] = {
    {"papers linked to contrastive learning", "papers linked to \"contrastive learning\"",
     "与“contrastive learning”相关的论文"},
    {"Papers RELATED TO contrastive learning?", "papers linked to \"contrastive learning\"", NULL},
    {"which papers are about MoCo", "papers linked to \"MoCo\"", NULL},
    {"contrastive learning", "papers linked to \"contrastive learning\"", NULL},
    {"与对比学习相关的论文", "papers linked to \"对比学习\"", "与“对比学习”相关的论文"},
    {"和对比学习有关的论文", "papers linked to \"对比学习\"", NULL},
    {"关于对比学习的论文", "papers linked to \"对比学习\"", NULL},
    {"關於對比學習的論文", "papers linked to \"對比學習\"", NULL},
    {"对比学习相关的论文", "papers linked to \"对比学习\"", NULL},
    {"对比学习的相关论文", "papers linked to \"对比学习\"", NULL},
    {"论文 关于 CL", "papers linked to \"CL\"", NULL},
    {"关于关系抽取的论文", "papers linked to \"关系抽取\"", NULL},
    {"papers linked to A or B", "papers linked to \"A\" or \"B\"", "与“A”或“B”相关的论文"},
    {"papers linked to A and B", "papers linked to \"A\" linked to \"B\"",
     "与“A”相关，与“B”相关的论文"},
    {"papers linked to A, B and C", "papers linked to \"A\" linked to \"B\" linked to \"C\"", NULL},
    {"papers linked to A, B or C", "papers linked to \"A\" or \"B\" or \"C\"", NULL},
    {"papers linked to A or B and C", "papers (linked to \"B\" linked to \"C\") or linked to \"A\"",
     NULL},
    {"papers linked to A and not B", "papers linked to \"A\" not linked to \"B\"",
     "与“A”相关，不与“B”相关的论文"},
    {"papers about A but not using B", "papers linked to \"A\" not using \"B\"",
     "与“A”相关，不使用“B”的论文"},
    {"papers not about A and B", "papers not linked to \"A\" not linked to \"B\"", NULL},
    {"papers not about A or B", "papers not linked to \"A\" or \"B\"", NULL},
    {"papers about A or using B since 2020", "papers (using \"B\" since 2020) or linked to \"A\"",
     NULL},
    {"papers (about A or using B) since 2020", "papers (linked to \"A\" or using \"B\") since 2020",
     "（与“A”相关或使用“B”），2020年以来的论文"},
    {"papers not (about A or using B)", "papers not (linked to \"A\" or using \"B\")",
     "不（与“A”相关或使用“B”）的论文"},
    {"与蒸馏和剪枝相关的论文", "papers linked to \"剪枝\" linked to \"蒸馏\"", NULL},
    {"papers using MoCo or SimCLR since 2019", "papers using \"MoCo\" or \"SimCLR\" since 2019",
     "使用“MoCo”或“SimCLR”，2019年以来的论文"},
    {"papers that use GAN before 2020", "papers using \"GAN\" before 2020",
     "使用“GAN”，2020年以前的论文"},
    {"papers cited by MAML", "papers cited by \"MAML\"", "被“MAML”引用的论文"},
    {"被MAML引用的论文", "papers cited by \"MAML\"", NULL},
    {"papers about quantization since 2019 and unread",
     "papers linked to \"quantization\" unread since 2019",
     "与“quantization”相关，未读，2019年以来的论文"},
    {"关于量化的未读论文", "papers linked to \"量化\" unread", "与“量化”相关，未读的论文"},
    {"papers about machine reading", "papers linked to \"machine reading\"", NULL},
    {"papers I am reading", "papers being read", "在读的论文"},
    {"在读的论文", "papers being read", NULL},
    {"queued papers", "papers queued", "待读的论文"},
    {"papers not finished", "papers unfinished", "未读完的论文"},
    {"papers not read", "papers not (already read)", "不（已读）的论文"},
    {"已读的论文", "papers already read", NULL},
    {"papers read by Li Na about GAN", "papers linked to \"GAN\" read by \"Li Na\"",
     "与“GAN”相关，读者为“Li Na”的论文"},
    {"张三读过的论文", "papers read by \"张三\"", "读者为“张三”的论文"},
    {"我读过的论文", "papers read by \"me\"", NULL},
    {"papers finished by me", "papers read by \"me\"", NULL},
    {"papers rated above 3", "papers with rating > 3", "评分大于3的论文"},
    {"评分大于3的论文", "papers with rating > 3", NULL},
    {"papers new since yesterday", "papers with added_at >= yesterday", "加入时间不小于昨天的论文"},
    {"papers since last week", "papers with added_at >= last-week", NULL},
    {"昨天以来新增的论文", "papers with added_at >= yesterday", NULL},
    {"上周新增的论文", "papers with added_at = last-week", NULL},
    {"papers added since 7d", "papers with added_at >= 7d", NULL},
    {"2026年11月以来新增的论文", "papers with added_at >= 2026-11", NULL},
    {"papers added since 2026-11", "papers with added_at >= 2026-11", NULL},
    {"concepts since yesterday", "concepts with added_at >= yesterday", NULL},
    {"MAML引用的论文", "papers cited by \"MAML\"", NULL},
    {"被MAML引用或使用的论文", "papers cited by or used by \"MAML\"", NULL},
    {"引用MAML的论文", "papers citing \"MAML\"", "引用“MAML”的论文"},
    {"concepts broader than CNN", "concepts broader than \"CNN\"", NULL},
    {"papers using or cited by A", "papers cited by or using \"A\"", "被引用于或使用“A”的论文"},
    {"papers compared with A", "papers compared with \"A\"", NULL},
    {"papers in 2021 on NAS", "papers linked to \"NAS\" in 2021", "与“NAS”相关，2021年的论文"},
    {"papers on NAS from 2019 to 2021", "papers linked to \"NAS\" since 2019 until 2021", NULL},
    {"papers after 2018", "papers after 2018", "晚于2018年的论文"},
    {"notes since 2018-06", "notes since 2018-06", "2018-06以来的笔记"},
    {"2018年6月以来的笔记", "notes since 2018-06", NULL},
    {"2019年以后关于GAN的论文", "papers linked to \"GAN\" since 2019", NULL},
    {"2020年以前使用GAN的论文", "papers using \"GAN\" before 2020", NULL},
    {"自2019年以来与GAN相关的论文", "papers linked to \"GAN\" since 2019", NULL},
    {"2019-2021 papers", "papers since 2019 until 2021", "2019年以来，截至2021年的论文"},
    {"2021年发表的关于GAN的论文", "papers linked to \"GAN\" in 2021", NULL},
    {"papers mentioning \"momentum encoder\"", "papers mentioning \"momentum encoder\"",
     "提到“momentum encoder”的论文"},
    {"papers mentioning momentum encoder", "papers mentioning all of \"momentum encoder\"",
     "提到全部“momentum encoder”的论文"},
    {"notes \"momentum encoder\"", "notes mentioning \"momentum encoder\"", NULL},
    {"notes mentioning encoder found in title", "notes mentioning \"encoder\" found in title",
     "提到“encoder”出现在标题的笔记"},
    {"提到动量的笔记", "notes mentioning \"动量\"", NULL},
    {"papers newest first top 5", "papers newest first top 5", "论文，最新优先，前5个"},
    {"关于GAN的最新论文前5个", "papers linked to \"GAN\" newest first top 5", NULL},
    {"关于GAN的前 3 篇论文", "papers linked to \"GAN\" top 3", NULL},
    {"papers sorted by year desc then by title", "papers sorted by year desc then by title",
     "论文，按年份降序再按标题排序"},
    {"按年份降序排序的论文", "papers newest first", NULL},
    {"papers sorted by score desc", "papers sorted by score desc", "论文，按分数降序排序"},
    {"concepts linked to arxiv:1911.05722", "concepts linked to \"arxiv:1911.05722\"", NULL},
    {"papers linked to \"a \"\"b\"\" c\"", "papers linked to \"a \"\"b\"\" c\"",
     "与“a \"b\" c”相关的论文"},
    {"papers linked to “自监督 学习”", "papers linked to \"自监督 学习\"", NULL},
    {"papers linked to paper \"A\" or concept \"A\"",
     "papers linked to concept \"A\" or paper \"A\"", NULL},
    {"papers linked to GAN within 2 hops", "papers linked to \"GAN\" within 2 hops",
     "与“GAN”相关2跳以内的论文"},
    {"与GAN相关的2跳以内的论文", NULL, NULL},
    {"papers linked to A outwards scored at least 0.5 with edges confirmed expanded to none",
     "papers linked to \"A\" outwards scored at least 0.5 with edges confirmed expanded to none",
     "与“A”相关向外分数至少0.5其边已确认扩展到自身的论文"},
    {"papers linked to on-policy methods", "papers linked to \"on-policy methods\"", NULL},
    {"papers linked to gradient descent in deep nets",
     "papers linked to \"gradient descent in deep nets\"", NULL},
    {"papers linked to learning with noise", "papers linked to \"learning with noise\"", NULL},
    {"papers linked to GAN(2014)", "papers linked to \"GAN(2014)\"", NULL},
    {"papers by He tagged vision", "papers by \"He\" tagged \"vision\"",
     "作者包含“He”，标签为“vision”的论文"},
    {"papers with venue = CVPR", "papers with venue = \"CVPR\"", "发表处为“CVPR”的论文"},
    {"papers where year > 2019 and citing A", "papers citing \"A\" after 2019", NULL},
    {"papers with tag in (a, \"b c\")", "papers with tag in (\"a\", \"b c\")",
     "标签属于（“a”、“b c”）的论文"},
    {"papers with year missing", "papers with year missing", "年份缺失的论文"},
    {"年份不小于2020的论文", "papers since 2020", NULL},
    {"edges with status = proposed", "edges with status = \"proposed\"", "状态为“proposed”的关系"},
    {"edges with score >= 0.5", "edges with score >= 0.5", "分数不小于0.5的关系"},
    {"papers with GAN", "papers linked to \"GAN\"", NULL},
    {"concepts shared by MoCo and SimCLR", "concepts linked to \"MoCo\" linked to \"SimCLR\"",
     NULL},
    {"MoCo和SimCLR共有的概念", "concepts linked to \"MoCo\" linked to \"SimCLR\"",
     "与“MoCo”相关，与“SimCLR”相关的概念"},
    {"papers like MAML", "papers like \"MAML\"", "与“MAML”相似的论文"},
    {"与MAML相似的论文", "papers like \"MAML\"", NULL},
    {"what comes up with X", "concepts linked to \"X\"", "与“X”相关的概念"},
    {"neighbours of X", "papers linked to \"X\"", NULL},
    {"X的邻居", "papers linked to \"X\"", NULL},
    {"path from MAML to DARTS", "paths from \"MAML\" to \"DARTS\"", "从“MAML”到“DARTS”的路径"},
    {"从MAML到DARTS的路径", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"paths between MAML and DARTS within 2 hops top 1",
     "paths from \"MAML\" to \"DARTS\" within 2 hops top 1",
     "从“MAML”到“DARTS”的路径，2跳以内，前1个"},
    {"papers read but not finished about quantization",
     "papers linked to \"quantization\" being read", NULL},
    {"papers I have read but not finished", "papers being read", NULL},
    {"我读过但没读完的论文", "papers being read", NULL},
    {"本实验室2019年以来读过但没读完的量化论文", "papers linked to \"量化\" being read since 2019",
     NULL},
    {"What has this lab read about quantization since 2019 and not finished?",
     "papers linked to \"quantization\" being read since 2019", NULL},
    {"本实验室读过的论文", "papers with read_by exists", NULL},
    {"我们读过的论文", "papers with read_by exists", NULL},
    {"papers read by us", "papers with read_by exists", NULL},
    {"papers read by this lab", "papers with read_by exists", NULL},
    {"papers not read and unfinished", "papers not (already read) unfinished", NULL},
    {"papers similar to MAML", "papers like \"MAML\"", NULL},
    {"类似MAML的论文", "papers like \"MAML\"", NULL},
    {"像MAML的论文", "papers like \"MAML\"", NULL},
    {"与MAML一样的论文", "papers like \"MAML\"", NULL},
    {"papers on graph 图像", "papers linked to \"graph 图像\"", NULL},
    {"Which papers connect meta-learning and NAS?",
     "papers linked to \"NAS\" linked to \"meta-learning\"", NULL},
    {"papers connecting A and B", "papers linked to \"A\" linked to \"B\"", NULL},
    {"papers combining A and B", "papers linked to \"A\" linked to \"B\"", NULL},
    {"papers linking A and B", "papers linked to \"A\" linked to \"B\"", NULL},
    {"papers about entity linking", "papers linked to \"entity linking\"", NULL},
    {"papers linked to both A and B", "papers linked to \"A\" linked to \"B\"", NULL},
    {"papers about either A or B", "papers linked to \"A\" or \"B\"", NULL},
    {"Which concepts come up with contrastive learning?",
     "concepts linked to \"contrastive learning\"", NULL},
    {"concepts related to contrastive learning", "concepts linked to \"contrastive learning\"",
     NULL},
    {"What is new since yesterday?", "papers with added_at >= yesterday", NULL},
    {"同时涉及A和B的论文", "papers linked to \"A\" linked to \"B\"", NULL},
    {"既与A相关又与B相关的论文", "papers linked to \"A\" linked to \"B\"", NULL},
    {"既使用A又使用B的论文", "papers using \"A\" using \"B\"", NULL},
    {"元学习与NAS的交叉论文", "papers linked to \"NAS\" linked to \"元学习\"", NULL},
    {"结合A与B的论文", "papers linked to \"A\" linked to \"B\"", NULL},
    {"与GAN无关的论文", "papers not linked to \"GAN\"", NULL},
    {"关于NAS不包括GAN的论文", "papers linked to \"NAS\" not linked to \"GAN\"", NULL},
    {"不含GAN的论文", "papers not linked to \"GAN\"", NULL},
    {"除了GAN以外的论文", "papers not linked to \"GAN\"", NULL},
    {"papers about NAS except DARTS", "papers linked to \"NAS\" not linked to \"DARTS\"", NULL},
    {"没读的论文", "papers unread", NULL},
    {"还没读的论文", "papers unread", NULL},
    {"最近有什么新论文", "papers newest first", NULL},
    {"昨天以来的新论文", "papers with added_at >= yesterday", NULL},
    {"昨天以来有什么新的", "papers with added_at >= yesterday", NULL},
    {"MAML与DARTS之间的路径", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"MAML到DARTS的路径", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"从MAML到DARTS的最短路径", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"how are MAML and DARTS connected", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"how is MAML related to DARTS", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"from MAML to DARTS", "paths from \"MAML\" to \"DARTS\"", NULL},
    {"papers between 2018 and 2019", "papers since 2018 until 2019", NULL},
    {"2018年至2019年之间的论文", "papers since 2018 until 2019", NULL},
    {"papers on distance between points", "papers linked to \"distance between points\"", NULL},
    {"papers in the last 7 days", "papers with added_at = 7d", NULL},
    {"papers about GAN in the last 2 weeks", "papers with added_at = 14d linked to \"GAN\"", NULL},
    {"最近7天的论文", "papers with added_at = 7d", NULL},
    {"最近一周的论文", "papers with added_at = 7d", NULL},
    {"过去两周新增的论文", "papers with added_at = 14d", NULL},
    {"papers added today", "papers with added_at = today", NULL},
    {"今天新增的论文", "papers with added_at = today", NULL},
    {"papers rated 4 or more", "papers with rating >= 4", NULL},
    {"papers rated 2 or less", "papers with rating <= 2", NULL},
    {"评分4分以上的论文", "papers with rating >= 4", NULL},
    {"关于评分预测的论文", "papers linked to \"评分预测\"", NULL},
    {"papers in my queue", "papers queued", NULL},
    {"papers oldest first", "papers sorted by year", NULL},
    {"papers newest first", "papers newest first", NULL},
    {"最新的在前的论文", "papers newest first", NULL},
    {"关于GAN的论文，最新在前", "papers linked to \"GAN\" newest first", NULL},
    {"最早的论文", "papers sorted by year", NULL},
    {"关于GAN的前三篇论文", "papers linked to \"GAN\" top 3", NULL},
    {"top three papers", "papers top 3", NULL},
    {"前十二篇论文", "papers top 12", NULL},
    {"papers in ICLR", "papers with venue contains \"ICLR\"", "发表处包含“ICLR”的论文"},
    {"papers from CVPR 2020", "papers with venue contains \"CVPR\" in 2020", NULL},
    {"papers about GAN in CVPR", "papers linked to \"GAN\" with venue contains \"CVPR\"", NULL},
    {"发表在ICLR的论文", "papers with venue contains \"ICLR\"", NULL},
    {"what is new", "papers newest first", NULL},
    {"papers", "papers", "论文"},
    {"概念", "concepts", "概念"},
};

static void phrases_are_written_in_one_form(void **state)
{
    struct arena *a = *state;
    size_t n_wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(phrases); i++) {
        if (!phrases[i][1])
            continue;
        struct query q = read_phrase(phrases[i][0], a);
        for (unsigned language = 0; language < LANGUAGE_COUNT; language++) {
            const char *text = write_phrase(&q, (enum language)language, a);
            const char *want = phrases[i][1 + language];
            if (want && strcmp(text, want) != 0)
                print_error("%s\n got  %s\n want %s\n", phrases[i][0], text, want), n_wrong++;
            struct query again = read_phrase(text, a);
            if (!query_equals(&q, &again, a))
                fail_msg("%s\n is read as %s", text, write_phrase(&again, LANGUAGE_EN, a));
        }
    }
    assert_int_equal(n_wrong, 0);
}

/* ---- known names ---- */

static void names_are_the_longest_known(void **state)
{
    static const char *const rows[][2] = {
        {"papers on learning by example", "papers linked to \"learning by example\""},
        {"papers linked to learning by example by He",
         "papers by \"He\" linked to \"learning by example\""},
        {"papers linked to search and rescue and MoCo",
         "papers linked to \"MoCo\" linked to \"search and rescue\""},
        {"不平衡学习", "papers linked to \"不平衡学习\""},
        {"概念漂移相关的论文", "papers linked to \"概念漂移\""},
        {"知识蒸馏与剪枝和MoCo共有的概念",
         "concepts linked to \"MoCo\" linked to \"知识蒸馏与剪枝\""},
        {"使用期望最大化（EM）的论文", "papers using \"期望最大化（EM）\""},
        {"path from sequence to sequence to MoCo",
         "paths from \"sequence to sequence\" to \"MoCo\""},
        {"MoCo 2019", "papers linked to \"MoCo\" in 2019"},
    };
    struct fixture *f = *state;
    struct db *db = fixture_write(f);
    fixture_put_concept(db, "concept:a", "{\"en\":\"learning by example\"}", "");
    fixture_put_concept(db, "concept:b", "{\"en\":\"search and rescue\"}", "");
    fixture_put_concept(db, "concept:c", "{\"zh\":\"不平衡学习\"}", "");
    fixture_put_concept(db, "concept:d", "{\"zh\":\"概念漂移\"}", "");
    fixture_put_concept(db, "concept:e", "{\"zh\":\"知识蒸馏与剪枝\"}", "");
    fixture_put_concept(db, "concept:f", "{\"zh\":\"期望最大化（EM）\"}", "");
    fixture_put_concept(db, "concept:g", "{\"en\":\"sequence to sequence\"}", "");
    fixture_put_paper(db, "t:moco", "MoCo", "[]", "[]");
    fixture_commit(db);
    db = fixture_read(f);
    size_t n_wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct query q;
        struct query_problems problems;
        struct err e = {0};
        check_ok(
            query_read_phrase(str_from(rows[i][0]), db, LANGUAGE_EN, f->arena, &q, &problems, &e),
            e);
        const char *text = write_phrase(&q, LANGUAGE_EN, f->arena);
        if (strcmp(text, rows[i][1]) != 0)
            print_error("got  %s\nwant %s\n", text, rows[i][1]), n_wrong++;
    }
    store_read_end(db);
    assert_int_equal(n_wrong, 0);
}

/* ---- errors ---- */

static void errors_name_the_place_and_the_fix(void **state)
{
    static const struct {
        const char *phrase, *en, *zh;
        size_t offset;
    } rows[] = {
        {"papers linked to", "Expected a concept or paper after \"linked to\" (position 16).",
         "“linked to”之后应是概念或论文（位置 16）。", 16},
        {"papers since 20x0",
         "\"20x0\" is not a year or date (position 13). Write 2020 or 2020-05.",
         "“20x0”不是年份或日期（位置 13）。请写 2020 或 2020-05。", 13},
        {"papers since", "Expected a year such as 2020 (position 12).", NULL, 12},
        {"论文 关于 A 或", "Expected a concept or paper after \"或\" (position 9).",
         "“或”之后应是概念或论文（位置 9）。", 9},
        {"papers or about A", "Expected a name before \"or\" (position 7).", NULL, 7},
        {"papers linked to A within 9 hops", "Hops must be from 1 to 4 (position 26).",
         "跳数必须在 1 到 4 之间（位置 26）。", 26},
        {"papers linked to A within", "Expected \"within 2 hops\" (position 25).", NULL, 25},
        {"papers top many", "Expected a number from 1 to 200, not \"many\" (position 11).", NULL,
         11},
        {"papers first", "Expected a number from 1 to 200 after \"first\" (position 12).",
         "“first”之后应是 1 到 200 的数（位置 12）。", 12},
        {"papers since 2019-05",
         "Of papers the year is known, not the month: \"2019-05\" (position 13). For the day they "
         "came in write \"added since 2019-05\". Did you mean \"2019\"?",
         "论文只有年份，没有月份：“2019-05”（位置 "
         "13）。若指加入时间，请写“2019-05以来新增”。是否想写“2019”？",
         13},
        {"papers not", "Expected a condition after \"not\" (position 10).", NULL, 10},
        {"papers (about A", "Expected \")\" (position 15).", "缺少“）”（位置 15）。", 15},
        {"papers about A)", "No bracket is open that \")\" could close (position 14).", NULL, 14},
        {"papers with yaer >= 2020",
         "\"yaer\" is not a field of papers (position 12). Did you mean \"year\"?",
         "“yaer”不是 papers 的字段（位置 12）。是否想写“year”？", 12},
        {"papers sorted by titel",
         "\"titel\" is not a field of papers (position 17). Did you mean \"title\"?", NULL, 17},
        {"concepts by He", "\"author\" is not a field of concepts (position 11).", NULL, 11},
        {"edges since 2020", "edges have no date (position 12).", NULL, 12},
        {"papers with year >= abc", "\"abc\" is not a value of \"year\" (position 20).", NULL, 20},
        {"edges with status = accepted",
         "\"accepted\" is not a value of \"status\" (position 11). Did you mean \"confirmed\"?",
         NULL, 11},
        {"papers with title > 3",
         "\"title\" takes eq, ne, in, nin, contains, prefix, exists (position 12).", NULL, 12},
        {"papers sorted by author", "papers cannot be sorted by \"author\" (position 17).", NULL,
         17},
        {"path from A to B since 2020", "A path takes no conditions (position 27).",
         "路径不能带条件（位置 27）。", 27},
        {"papers within 2 hops", "Expected a name before \"within\" (position 7).", NULL, 7},
        {"papers linked to A with edges good",
         "Expected one of proposed|confirmed|rejected (position 30).", NULL, 30},
        {"papers linked to A scored at least 2", "Expected a score from 0 to 1 (position 35).",
         NULL, 35},
        {"path from A", "Expected \"from A to B\" (position 11).", NULL, 11},
        {"papers mentioning", "Expected text after \"mentioning\" (position 17).", NULL, 17},
        {"papers by", "Expected text after \"by\" (position 9).", NULL, 9},
        {"被MAML的论文", "Expected a condition after \"被\" (position 5).", NULL, 5},
        {"  ", "Ask for something, such as: papers linked to contrastive learning.",
         "请写出要找什么，例如：与对比学习相关的论文。", 2},
        {"papers \xff", "The question holds bytes that are not text (position 7).", NULL, 7},
    };

    size_t n_wrong = 0;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        for (unsigned language = 0; language < LANGUAGE_COUNT; language++) {
            struct query q;
            struct query_problems problems;
            struct err e = {0};
            const char *want = language ? rows[i].zh : rows[i].en;
            if (!want)
                continue;
            if (query_read_phrase(str_from(rows[i].phrase), NULL, (enum language)language, *state,
                                  &q, &problems, &e))
                fail_msg("%s was read", rows[i].phrase);
            check_err(e, ERR_QUERY_SYNTAX);
            if (strcmp(e.msg, want) != 0)
                print_error("got  %s\nwant %s\n", e.msg, want), n_wrong++;
            else
                assert_int_equal(problems.items[0].at.offset, rows[i].offset);
        }
    assert_int_equal(n_wrong, 0);
}

static void long_and_deep_questions_are_refused(void **state)
{
    struct query q;
    struct query_problems problems;
    struct err e = {0}, deep = {0}, many = {0};
    char text[3003];
    memset(text, 'a', 1001);
    assert_false(
        query_read_phrase(str_of(text, 1001), NULL, LANGUAGE_EN, *state, &q, &problems, &e));
    assert_string_equal(e.msg, "The question has over 1000 characters. Shorten it.");
    memset(text, '(', 1000);
    assert_false(
        query_read_phrase(str_of(text, 1000), NULL, LANGUAGE_EN, *state, &q, &problems, &deep));
    assert_string_equal(deep.msg, "The question is nested deeper than 8 (position 9).");
    size_t n = 0;
    for (int i = 0; i < 65; i++)
        n += (size_t)snprintf(text + n, sizeof(text) - n, "not in %d ", 2000 + i);
    assert_false(
        query_read_phrase(str_of(text, n), NULL, LANGUAGE_EN, *state, &q, &problems, &many));
    assert_non_null(strstr(many.msg, "the limit is 64"));
}

/* ---- properties ---- */

static const char *const pieces[] = {
    "unread",
    "queued",
    "reading",
    "not finished",
    "read by",
    "rated above",
    "rated",
    "已读",
    "未读完",
    "读过",
    "评分大于",
    "3",
    "new since",
    "yesterday",
    "上周",
    "新增",
    "7d",
    "以来",
    "papers",
    "concepts",
    "notes",
    "edges",
    "论文",
    "linked to",
    "about",
    "on",
    "关于",
    "与",
    "和",
    "相关的",
    "using",
    "基于",
    "提出",
    "and",
    "or",
    "not",
    "或",
    "不",
    "且",
    "contrastive learning",
    "MoCo",
    "对比学习",
    "\"quoted \"\"name\"\"\"",
    "“引号”",
    "since 2019",
    "before 2020",
    "in 2021",
    "2019年以后",
    "2020",
    "from 2018 to 2020",
    "mentioning",
    "\"exact text\"",
    "newest first",
    "top 5",
    "前3个",
    "within 2 hops",
    "2跳以内",
    "的",
    "which",
    "?",
    "，",
    "(",
    ")",
    "（",
    "）",
    "3D",
    "C++",
    "年",
    "\"",
    "cited by",
    "被",
    "引用",
    "like",
    "相似",
    "共有",
    "by He",
    "tagged x",
    "with",
    "year >= 2020",
    "标签为",
    "title",
    "sorted by year",
    "按年份排序",
    "从",
    "到",
    "路径",
    "path from",
    "to",
    "paper \"A\"",
    "概念",
    "in any direction",
    "scored at least 0.5",
    "found in title",
    "提到",
    "作者包含",
    "connecting",
    "both",
    "无关",
    "和",
    "之间的路径",
    "oldest first",
    "but",
    "已读 但 没读完",
    "this lab",
    "between 2018 and 2019",
    "in the last 7 days",
    "最近",
    "三",
    "how are",
    "connected",
    "rated 4 or more",
    "except",
    "像",
    ",",
    "、",
};

static void rewriting_is_a_fixed_point(void **state)
{
    struct arena *a = *state;
    struct random_query r = {.seed = 20261123};
    size_t n_read = 0;
    for (size_t round = 0; round < 2 * ROUNDS; round++) {
        struct arena_mark mark = arena_mark(a);
        char phrase[900] = "";
        size_t n = 0, parts = 1 + random_next(&r, 10);
        for (size_t i = 0; i < parts; i++)
            n += (size_t)snprintf(phrase + n, sizeof(phrase) - n, "%s%s",
                                  random_next(&r, 4) ? " " : "",
                                  pieces[random_next(&r, ARRAY_LEN(pieces))]);
        struct query q;
        struct query_problems problems;
        struct err e = {0};
        enum language language = (enum language)(round % LANGUAGE_COUNT);
        if (query_read_phrase(str_from(phrase), NULL, language, a, &q, &problems, &e)) {
            const char *once = write_phrase(&q, language, a);
            struct query again = read_phrase(once, a);
            if (!query_equals(&q, &again, a))
                fail_msg("%s\n once  %s\n twice %s", phrase, once,
                         write_phrase(&again, language, a));
            n_read++;
        } else {
            check_err(e, ERR_QUERY_SYNTAX);
            assert_int_equal(problems.n, 1);
            assert_true(problems.items[0].at.offset <= 900);
        }
        arena_reset(a, mark);
    }
    assert_true(n_read > ROUNDS / 4);
}

static void random_forms_survive_phrases(void **state)
{
    struct random_query r = {.seed = 3};
    for (size_t round = 0; round < 2 * ROUNDS; round++) {
        r.arena = *state;
        struct arena_mark mark = arena_mark(*state);
        struct query q = random_question(&r, round % 3), again;
        struct query_problems problems;
        struct err e = {0};
        const char *text = write_phrase(&q, (enum language)(round % LANGUAGE_COUNT), *state);
        if (!query_read_phrase(str_from(text), NULL, LANGUAGE_EN, *state, &again, &problems, &e))
            fail_msg("%s\n%s", text, e.msg);
        if (!query_equals(&q, &again, *state)) {
            print_error("%s\n", text);
            check_str(query_write_json(&again, *state),
                      str_cstr(*state, query_write_json(&q, *state)));
        }
        arena_reset(*state, mark);
    }
}

static void subqueries_are_no_phrase(void **state)
{
    struct query q;
    struct query_problems problems;
    struct err e = {0};
    struct str text;
    struct str document = STR("{\"find\":\"papers\",\"where\":{\"linked\":{\"to\":{\"find\":"
                              "\"concepts\",\"where\":{\"kind\":\"task\"}}}}}");
    check_ok(query_read_json(document, LANGUAGE_EN, *state, &q, &problems, &e), e);
    assert_false(query_write_phrase(&q, LANGUAGE_EN, *state, &text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(phrases_are_written_in_one_form, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(names_are_the_longest_known, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(errors_name_the_place_and_the_fix, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(long_and_deep_questions_are_refused, arena_setup,
                                        arena_teardown),
        cmocka_unit_test_setup_teardown(rewriting_is_a_fixed_point, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(random_forms_survive_phrases, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(subqueries_are_no_phrase, arena_setup, arena_teardown),
    };
    return cmocka_run_group_tests_name("query_phrase", tests, NULL, NULL);
}
