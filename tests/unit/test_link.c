#include "link_text.h"

struct reading {
    const char *url;
    enum link_kind kind;
    const char *identifiers; /* joined by one space */
};

static const char *const kind_names[] = {"paper", "pdf", "resource", "web", "local", "ignored"};

static void check_reading(struct arena *a, const struct reading *want)
{
    struct link_target t;
    link_read(str_from(want->url), 0, a, &t);
    struct str got = joined(a, &t);
    if (t.kind != want->kind || !str_eq(got, str_from(want->identifiers)))
        fail_msg("%s\n got %s \"%.*s\"\nwant %s \"%s\"", want->url, kind_names[t.kind],
                 STR_FMT(got), kind_names[want->kind], want->identifiers);
    struct link_target again;
    link_read(t.url, 0, a, &again);
    if (again.kind != t.kind || !str_eq(joined(a, &again), got))
        fail_msg("%s: reading \"%.*s\" again gives \"%.*s\"", want->url, STR_FMT(t.url),
                 STR_FMT(joined(a, &again)));
}

static void check_readings(struct arena *a, const struct reading *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check_reading(a, &rows[i]);
}

static void reads_arxiv(void **state)
{
    static const struct reading rows[] = {
        {"http://arxiv.org/pdf/1811.08886v3.pdf", LINK_PAPER, "arxiv:1811.08886"},
        {"https://www.alphaxiv.org/abs/1811.08886", LINK_PAPER, "arxiv:1811.08886"},
        {"https://export.arxiv.org/abs/1911.05722?context=cs", LINK_PAPER, "arxiv:1911.05722"},
        {"https://arxiv.org/abs/math.GT/0309136", LINK_PAPER, "arxiv:math/0309136"},
        {"https://arxiv.org/pdf/hep-th/0001001v2.pdf", LINK_PAPER, "arxiv:hep-th/0001001"},
        {"https://arxiv.org/pdf/cs.LG/2001.00001", LINK_PAPER, "arxiv:2001.00001"},
        {"https://arxiv.org/abs/arXiv:1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https://arxiv.org/ftp/arxiv/papers/1907/1907.10529.pdf", LINK_PAPER, "arxiv:1907.10529"},
        {"https://arxiv.org/html/2412.19437v1#S3.F7", LINK_PAPER, "arxiv:2412.19437"},
        {"https://arxiv.org/html/2412.19437v1#bib.bib89", LINK_IGNORED, ""},
        {"https://arxiv.org/search/cs?searchtype=author&query=Kipf", LINK_IGNORED, ""},
        {"https://arxiv.org/list/cs.LG/recent", LINK_IGNORED, ""},
        {"https://arxiv.org/abs/1911.0572", LINK_WEB, "url:arxiv.org/abs/1911.0572"},
        {"https://arxiv.org/abs/1411.05722", LINK_WEB, "url:arxiv.org/abs/1411.05722"},
        {"https://arxiv.org/abs/1913.05722", LINK_WEB, "url:arxiv.org/abs/1913.05722"},
        {"https://ar5iv.labs.arxiv.org/html/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https://ar5iv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https://www.arxiv-vanity.com/papers/1911.05722/", LINK_PAPER, "arxiv:1911.05722"},
        {"https://huggingface.co/papers/2310.06825", LINK_PAPER, "arxiv:2310.06825"},
        {"https://huggingface.co/bert-base-uncased", LINK_RESOURCE, ""},
        {"https://hf.co/papers/2310.06825", LINK_PAPER, "arxiv:2310.06825"},
        {"https://hf-mirror.com/papers/2310.06825", LINK_PAPER, "arxiv:2310.06825"},
        {"https://scirate.com/arxiv/1801.00862", LINK_PAPER, "arxiv:1801.00862"},
        {"https://papers.cool/arxiv/2401.02954", LINK_PAPER, "arxiv:2401.02954"},
        {"https://www.catalyzex.com/paper/arxiv:1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https://www.emergentmind.com/papers/2401.02954", LINK_PAPER, "arxiv:2401.02954"},
        {"https://api.semanticscholar.org/arXiv:1705.10311", LINK_PAPER, "arxiv:1705.10311"},
        {"https://ui.adsabs.harvard.edu/abs/2019arXiv191105722H/abstract", LINK_PAPER,
         "arxiv:1911.05722"},
        {"https://ui.adsabs.harvard.edu/abs/2014arXiv1406.2661G", LINK_PAPER, "arxiv:1406.2661"},
        {"https://xxx.lanl.gov/abs/hep-th/9711200", LINK_PAPER, "arxiv:hep-th/9711200"},
        {"http://xxx.itp.ac.cn/abs/1705.10311", LINK_PAPER, "arxiv:1705.10311"},
        {"https://example.org/reading/1705.10311v2.pdf", LINK_PAPER, "arxiv:1705.10311"},
        {"papers/1705.10311.pdf", LINK_PAPER, "arxiv:1705.10311"},
        {"arXiv:1705.10311v2", LINK_PAPER, "arxiv:1705.10311"},
        {"https://doi.org/10.48550/arXiv.2006.11239", LINK_PAPER, "arxiv:2006.11239"},
        {"https://paperswithcode.com/paper/190503670", LINK_PAPER,
         "arxiv:1905.03670 pwc:190503670 url:paperswithcode.com/paper/190503670"},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void arxiv_identifiers_of_the_future_are_refused(void **state)
{
    struct link_target t;
    link_read(STR("https://arxiv.org/abs/3011.05722"), 2026, *state, &t);
    assert_int_equal(t.kind, LINK_WEB);
    link_read(STR("https://arxiv.org/abs/2611.05722"), 2026, *state, &t);
    assert_int_equal(t.kind, LINK_PAPER);
}

static void versions_and_anchors_are_kept_apart(void **state)
{
    struct link_target t;
    link_read(STR("http://arxiv.org/pdf/1811.08886v3.pdf"), 0, *state, &t);
    assert_int_equal(t.version, 3);
    assert_int_equal(t.year_hint, 2018);
    assert_false(t.is_citation_anchor);
    link_read(STR("https://arxiv.org/html/2412.19437v1#S3.F7"), 0, *state, &t);
    assert_true(t.is_citation_anchor);
    link_read(STR("https://www.biorxiv.org/content/10.1101/2020.07.12.199554v3.full.pdf"), 0,
              *state, &t);
    assert_int_equal(t.version, 3);
}

static void unwraps_redirects(void **state)
{
    static const struct reading rows[] = {
        {"https://link.zhihu.com/?target=https%3A//arxiv.org/pdf/1911.05722.pdf", LINK_PAPER,
         "arxiv:1911.05722"},
        {"https://www.google.com/url?q=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3Dhttps%253A%252F"
         "%252Farxiv.org%252Fabs%252F2002.05709&sa=D",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://www.google.co.uk/url?sa=t&url=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://scholar.google.com/scholar_url?url=https://arxiv.org/pdf/2002.05709&hl=en",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://link.csdn.net/?target=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://link.juejin.cn?target=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://gitee.com/link?target=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://www.oschina.net/action/GoToLink?url=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://link.jianshu.com/?t=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://links.jianshu.com/go?to=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://link.segmentfault.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://lm.facebook.com/l.php?u=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://l.instagram.com/?u=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://out.reddit.com/t3?url=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://slack-redir.net/link?url=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://t.umblr.com/redirect?z=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://vk.com/away.php?to=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://steamcommunity.com/linkfilter/?u=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs"
         "%2F2002.05709&data=05",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://c.pc.qq.com/middlem.html?pfurl=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://urldefense.com/v3/__https://arxiv.org/abs/2002.05709__;!!abc$", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2002.05709&d=Dw",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://web.archive.org/web/20200101000000id_/https://arxiv.org/abs/2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://r.jina.ai/https://arxiv.org/abs/2002.05709", LINK_PAPER, "arxiv:2002.05709"},
        {"https://via.hypothes.is/https://arxiv.org/pdf/2002.05709.pdf", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://12ft.io/proxy?q=https%3A%2F%2Farxiv.org%2Fabs%2F2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://login.lib.example.edu/login?url=https://arxiv.org/abs/2002.05709", LINK_PAPER,
         "arxiv:2002.05709"},
        {"https://lib.example.edu/login?qurl=https%3a%2f%2farxiv.org%2fabs%2f2002.05709",
         LINK_PAPER, "arxiv:2002.05709"},
        {"https://ieeexplore-ieee-org.proxy.lib.example.edu/document/8953566", LINK_PAPER,
         "ieee:8953566 url:ieeexplore.ieee.org/document/8953566"},
        {"https://ieeexplore.ieee.org.proxy.lib.example.edu/document/8953566", LINK_PAPER,
         "ieee:8953566 url:ieeexplore.ieee.org/document/8953566"},
        {"https://www-nature-com.example.edu/articles/s41586-021-03819-2", LINK_PAPER,
         "doi:10.1038/s41586-021-03819-2"},
        {"https://bit.ly/3abc", LINK_WEB, "url:bit.ly/3abc"},
        {"https://t.co/XyZ", LINK_WEB, "url:t.co/XyZ"},
        {"https://www.google.com/search?q=arxiv", LINK_WEB, "url:google.com/search?q=arxiv"},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void redirects_without_end_are_left(void **state)
{
    struct arena *a = *state;
    const char *url = "https://arxiv.org/abs/2002.05709";
    for (int level = 0; level < 6; level++)
        url = arena_printf(a, "https://r.jina.ai/%s", url);
    struct link_target t;
    link_read(str_from(url), 0, a, &t);
    assert_int_equal(t.kind, LINK_WEB);
    link_read(str_from(url + strlen("https://r.jina.ai/")), 0, a, &t);
    assert_int_equal(t.kind, LINK_PAPER);
}

static void repairs_urls(void **state)
{
    static const struct reading rows[] = {
        {"<https://arxiv.org/abs/1911.05722>", LINK_PAPER, "arxiv:1911.05722"},
        {"  https://arxiv.org/abs/1911.05722。", LINK_PAPER, "arxiv:1911.05722"},
        {"https://arxiv.org/abs/1911.05722）。[代码", LINK_PAPER, "arxiv:1911.05722"},
        {"https://arxiv.org/abs/1911.05722这篇", LINK_PAPER, "arxiv:1911.05722"},
        {"https://arxiv.org/abs/math.GT/0309136).", LINK_PAPER, "arxiv:math/0309136"},
        {"https//arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https:/arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https：//arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https%3A//arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"HTTPS://ArXiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"www.arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"//arxiv.org/abs/1911.05722", LINK_PAPER, "arxiv:1911.05722"},
        {"https://user@arxiv.org:443/abs//1911.05722/", LINK_PAPER, "arxiv:1911.05722"},
        {"https://openreview.net/forum?a=1&amp;id=S1eYHoC5FX", LINK_PAPER, "openreview:S1eYHoC5FX"},
        {"https://en.wikipedia.org/wiki/Attention_(machine_learning)", LINK_RESOURCE, ""},
        {"https://example.org/a_(b).html", LINK_WEB, "url:example.org/a_(b).html"},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void reads_dois(void **state)
{
    static const struct reading rows[] = {
        {"https://doi.org/10.1016/S0004-3702(97)00043-X", LINK_PAPER,
         "doi:10.1016/s0004-3702(97)00043-x"},
        {"http://dx.doi.org/10.1109/5.771073", LINK_PAPER, "doi:10.1109/5.771073"},
        {"https://doi.acm.org/10.1145/2939672.2939785", LINK_PAPER, "doi:10.1145/2939672.2939785"},
        {"doi:10.1109/5.771073", LINK_PAPER, "doi:10.1109/5.771073"},
        {"10.1109/5.771073", LINK_PAPER, "doi:10.1109/5.771073"},
        {"https://dl.acm.org/doi/pdf/10.1145/3292500.3330919", LINK_PAPER,
         "doi:10.1145/3292500.3330919"},
        {"https://dl.acm.org/doi/10.1145/3292500.3330919#sec-1", LINK_PAPER,
         "doi:10.1145/3292500.3330919"},
        {"https://dl.acm.org/citation.cfm?id=3292500.3330919", LINK_PAPER,
         "doi:10.1145/3292500.3330919 url:dl.acm.org/citation.cfm?id=3292500.3330919"},
        {"https://dl.acm.org/citation.cfm?doid=3097983.3098171", LINK_PAPER,
         "doi:10.1145/3097983.3098171 url:dl.acm.org/citation.cfm?doid=3097983.3098171"},
        {"https://dl.acm.org/citation.cfm?id=657633", LINK_PAPER,
         "acm:657633 url:dl.acm.org/citation.cfm?id=657633"},
        {"http://portal.acm.org/citation.cfm?id=657633", LINK_PAPER,
         "acm:657633 url:portal.acm.org/citation.cfm?id=657633"},
        {"https://link.springer.com/article/10.1007/s11263-019-01247-4/fulltext.html", LINK_PAPER,
         "doi:10.1007/s11263-019-01247-4"},
        {"https://link.springer.com/chapter/10.1007%2F978-3-540-24674-9_16", LINK_PAPER,
         "doi:10.1007/978-3-540-24674-9_16"},
        {"https://link.springer.com/content/pdf/10.1007/s11263-019-01247-4.pdf", LINK_PAPER,
         "doi:10.1007/s11263-019-01247-4"},
        {"https://onlinelibrary.wiley.com/doi/abs/10.1111/j.1540-6261.1964.tb02865.x", LINK_PAPER,
         "doi:10.1111/j.1540-6261.1964.tb02865.x"},
        {"https://www.tandfonline.com/doi/full/10.1080/01621459.2017.1285773", LINK_PAPER,
         "doi:10.1080/01621459.2017.1285773"},
        {"https://journals.sagepub.com/doi/10.3102/0013189X013006004", LINK_PAPER,
         "doi:10.3102/0013189x013006004"},
        {"https://pubs.acs.org/doi/10.1021/acs.jcim.9b00237", LINK_PAPER,
         "doi:10.1021/acs.jcim.9b00237"},
        {"https://www.pnas.org/doi/10.1073/pnas.1611835114", LINK_PAPER,
         "doi:10.1073/pnas.1611835114"},
        {"https://www.science.org/doi/epdf/10.1126/science.1199327", LINK_PAPER,
         "doi:10.1126/science.1199327"},
        {"https://www.annualreviews.org/doi/abs/10.1146/annurev-economics-080217-053433",
         LINK_PAPER, "doi:10.1146/annurev-economics-080217-053433"},
        {"https://www.frontiersin.org/articles/10.3389/fphys.2017.00651/full", LINK_PAPER,
         "doi:10.3389/fphys.2017.00651"},
        {"https://iopscience.iop.org/article/10.1088/1742-6596/1168/2/022022/meta", LINK_PAPER,
         "doi:10.1088/1742-6596/1168/2/022022"},
        {"https://link.aps.org/doi/10.1103/PhysRevLett.116.061102", LINK_PAPER,
         "doi:10.1103/physrevlett.116.061102"},
        {"https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0130140", LINK_PAPER,
         "doi:10.1371/journal.pone.0130140"},
        {"https://royalsocietypublishing.org/doi/10.1098/rsta.2015.0202", LINK_PAPER,
         "doi:10.1098/rsta.2015.0202"},
        {"https://www.nejm.org/doi/full/10.1056/NEJMoa2107038", LINK_PAPER,
         "doi:10.1056/nejmoa2107038"},
        {"https://sci-hub.se/10.1109/5.771073", LINK_PAPER, "doi:10.1109/5.771073"},
        {"https://journal.example.org/view/10.1234/abc.5", LINK_PAPER, "doi:10.1234/abc.5"},
        {"https://www.nature.com/articles/s41586-021-03819-2", LINK_PAPER,
         "doi:10.1038/s41586-021-03819-2"},
        {"https://www.nature.com/articles/nature14539.pdf", LINK_PAPER, "doi:10.1038/nature14539"},
        {"https://www.nature.com/nature/journal/v518/n7540/full/nature14236.html", LINK_PAPER,
         "doi:10.1038/nature14236"},
        {"https://www.nature.com/subjects/genomics", LINK_WEB, "url:nature.com/subjects/genomics"},
        {"https://www.biorxiv.org/content/10.1101/2020.07.12.199554v3.full.pdf", LINK_PAPER,
         "doi:10.1101/2020.07.12.199554"},
        {"https://www.biorxiv.org/content/early/2019/01/01/507244", LINK_PAPER,
         "doi:10.1101/507244"},
        {"https://www.medrxiv.org/content/10.1101/2020.03.24.20042937v1", LINK_PAPER,
         "doi:10.1101/2020.03.24.20042937"},
        {"https://doi.org/10.18653/v1/N19-1423", LINK_PAPER,
         "doi:10.18653/v1/n19-1423 acl:N19-1423"},
        {"https://doi.org/10.3115/v1/D14-1162", LINK_PAPER, "doi:10.3115/v1/d14-1162 acl:D14-1162"},
        {"https://doi.org/10.1609/aaai.v34i04.5793", LINK_PAPER,
         "doi:10.1609/aaai.v34i04.5793 aaai:5793"},
        {"https://doi.org/10.24963/ijcai.2019/0123", LINK_PAPER,
         "doi:10.24963/ijcai.2019/0123 ijcai:2019/123"},
        {"https://doi.org/10.2139/ssrn.3247091", LINK_PAPER,
         "doi:10.2139/ssrn.3247091 ssrn:3247091"},
        {"https://doi.org/10.5281/zenodo.1212303", LINK_PAPER,
         "doi:10.5281/zenodo.1212303 zenodo:1212303"},
        {"https://doi.org/10.2307/2118030", LINK_PAPER, "doi:10.2307/2118030 jstor:2118030"},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void reads_proceedings(void **state)
{
#define CVF     "openaccess.thecvf.com/content_CVPR_2019/"
#define HAQ     "Wang_HAQ_Hardware-Aware_Automated_Quantization"
#define NIPS_17 "3f5ee243547dee91fbd053c1c4a845aa"
    static const struct reading rows[] = {
        {"https://openreview.net/forum?id=S1eYHoC5FX", LINK_PAPER, "openreview:S1eYHoC5FX"},
        {"https://openreview.net/pdf?id=S1eyHoC5FX", LINK_PAPER, "openreview:S1eyHoC5FX"},
        {"https://openreview.net/forum?id=r1xMH1BtvB&noteId=abc", LINK_PAPER,
         "openreview:r1xMH1BtvB"},
        {"https://openreview.net/group?id=ICLR.cc/2020/Conference", LINK_IGNORED, ""},
        {"https://openreview.net/profile?id=~Ada_Lovelace1", LINK_IGNORED, ""},
        {"https://openreview.net/pdf/0123456789abcdef0123456789abcdef01234567.pdf", LINK_PAPER,
         "openreviewf:0123456789abcdef0123456789abcdef01234567 "
         "url:openreview.net/pdf/0123456789abcdef0123456789abcdef01234567.pdf"},
        {"https://openreview.net/references/pdf?id=rkZvSe-RZ", LINK_PAPER,
         "openreviewr:rkZvSe-RZ url:openreview.net/references/pdf?id=rkZvSe-RZ"},
        {"https://aclanthology.org/N19-1423.pdf", LINK_PAPER, "acl:N19-1423"},
        {"https://www.aclweb.org/anthology/N19-1423/", LINK_PAPER, "acl:N19-1423"},
        {"https://aclanthology.org/2020.acl-main.703v2.pdf", LINK_PAPER, "acl:2020.acl-main.703"},
        {"https://www.aclweb.org/anthology/papers/P/P19/P19-1001/", LINK_PAPER, "acl:P19-1001"},
        {"http://aclanthology.info/papers/D14-1162/glove", LINK_PAPER, "acl:D14-1162"},
        {"http://aclanthology.coli.uni-saarland.de/papers/D14-1162", LINK_PAPER, "acl:D14-1162"},
        {"https://aclanthology.org/volumes/2020.acl-main/", LINK_IGNORED, ""},
        {"https://aclanthology.org/volumes/P19-1/", LINK_IGNORED, ""},
        {"https://aclanthology.org/people/a/ada-lovelace/", LINK_IGNORED, ""},
        {"http://" CVF "papers/" HAQ "_With_Mixed_Precision_CVPR_2019_paper.pdf", LINK_PAPER,
         "cvf:cvpr2019/wang_haq_hardware-aware_automated_quantization_with_mixed_precision "
         "url:" CVF "papers/" HAQ "_With_Mixed_Precision_CVPR_2019_paper.pdf"},
        {"http://" CVF "html/" HAQ "_CVPR_2019_paper.html", LINK_PAPER,
         "cvf:cvpr2019/wang_haq_hardware-aware_automated_quantization "
         "url:" CVF "html/" HAQ "_CVPR_2019_paper.html"},
        {"https://openaccess.thecvf.com/content_CVPRW_2020/papers/w40/A_B_CVPRW_2020_paper.pdf",
         LINK_PAPER,
         "cvf:cvprw2020/a_b "
         "url:openaccess.thecvf.com/content_CVPRW_2020/papers/w40/A_B_CVPRW_2020_paper.pdf"},
        {"http://cv-foundation.org/openaccess/content_cvpr_2015/papers/Li_A_B_2015_CVPR_paper.pdf",
         LINK_PAPER,
         "cvf:cvpr2015/li_a_b "
         "url:cv-foundation.org/openaccess/content_cvpr_2015/papers/Li_A_B_2015_CVPR_paper.pdf"},
        {"http://cnn.example.edu/Zhou_Learning_Deep_CVPR_2016_paper.pdf", LINK_PAPER,
         "cvf:cvpr2016/zhou_learning_deep url:cnn.example.edu/Zhou_Learning_Deep_CVPR_2016_paper."
         "pdf"},
        {"https://openaccess.thecvf.com/CVPR2019?day=2019-06-18", LINK_IGNORED, ""},
        {"https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/123460001.pdf", LINK_PAPER,
         "ecva:2020/123460001 url:ecva.net/papers/eccv_2020/papers_ECCV/papers/123460001.pdf"},
        {"https://papers.nips.cc/paper/8464-channel-gating-neural-networks.pdf", LINK_PAPER,
         "neurips:8464"},
        {"https://papers.nips.cc/paper/8464-channel-gating-neural-networks-supplemental.zip",
         LINK_PAPER, "neurips:8464"},
        {"https://papers.nips.cc/paper/6975", LINK_PAPER, "neurips:6975"},
        {"https://proceedings.neurips.cc/paper/2017/hash/" NIPS_17 "-Abstract.html", LINK_PAPER,
         "neurips:2017/" NIPS_17},
        {"https://papers.nips.cc/paper_files/paper/2017/file/" NIPS_17 "-Paper.pdf", LINK_PAPER,
         "neurips:2017/" NIPS_17},
        {"https://papers.neurips.cc/paper/2017/file/" NIPS_17 "-Paper.pdf", LINK_PAPER,
         "neurips:2017/" NIPS_17},
        {"https://papers.nips.cc/book/advances-2017", LINK_IGNORED, ""},
        {"https://proceedings.iclr.cc/paper_files/paper/2024/hash/" NIPS_17 "-Abstract.html",
         LINK_PAPER,
         "iclrp:2024/" NIPS_17 " url:proceedings.iclr.cc/paper_files/paper/2024/hash/" NIPS_17
         "-Abstract.html"},
        {"https://proceedings.mlsys.org/paper_files/paper/2020/hash/" NIPS_17 "-Abstract.html",
         LINK_PAPER,
         "mlsys:2020/" NIPS_17 " url:proceedings.mlsys.org/paper_files/paper/2020/hash/" NIPS_17
         "-Abstract.html"},
        {"https://iclr.cc/virtual/2021/poster/2645", LINK_PAPER,
         "virt:iclr2021/2645 url:iclr.cc/virtual/2021/poster/2645"},
        {"https://neurips.cc/virtual/2022/poster/53001", LINK_PAPER,
         "virt:neurips2022/53001 url:neurips.cc/virtual/2022/poster/53001"},
        {"https://icml.cc/virtual/2022/oral/17001", LINK_PAPER,
         "virt:icml2022/17001 url:icml.cc/virtual/2022/oral/17001"},
        {"https://iclr.cc/virtual_2020/poster_S1eYHoC5FX.html", LINK_PAPER,
         "openreview:S1eYHoC5FX"},
        {"https://iclr.cc/Conferences/2020", LINK_WEB, "url:iclr.cc/Conferences/2020"},
        {"http://proceedings.mlr.press/v119/chen20j.html", LINK_PAPER,
         "pmlr:v119/chen20j url:proceedings.mlr.press/v119/chen20j.html"},
        {"https://proceedings.mlr.press/v119/chen20j/chen20j.pdf", LINK_PAPER,
         "pmlr:v119/chen20j url:proceedings.mlr.press/v119/chen20j/chen20j.pdf"},
        {"https://raw.githubusercontent.com/mlresearch/v202/main/assets/liu23f/liu23f.pdf",
         LINK_PAPER,
         "pmlr:v202/liu23f "
         "url:raw.githubusercontent.com/mlresearch/v202/main/assets/liu23f/liu23f.pdf"},
        {"https://proceedings.mlr.press/v119/", LINK_IGNORED, ""},
        {"http://jmlr.org/proceedings/papers/v32/silver14.pdf", LINK_PAPER,
         "pmlr:v32/silver14 url:jmlr.org/proceedings/papers/v32/silver14.pdf"},
        {"https://www.jmlr.org/papers/v21/20-074.html", LINK_PAPER,
         "jmlr:v21/20-074 url:jmlr.org/papers/v21/20-074.html"},
        {"http://jmlr.csail.mit.edu/papers/volume3/bengio03a/bengio03a.pdf", LINK_PAPER,
         "jmlr:v3/bengio03a url:jmlr.csail.mit.edu/papers/volume3/bengio03a/bengio03a.pdf"},
        {"https://ojs.aaai.org/index.php/AAAI/article/view/5793/5649", LINK_PAPER,
         "aaai:5793 url:ojs.aaai.org/index.php/AAAI/article/view/5793/5649"},
        {"https://aaai.org/ojs/index.php/AAAI/article/download/5793/5649", LINK_PAPER,
         "aaai:5793 url:aaai.org/ojs/index.php/AAAI/article/download/5793/5649"},
        {"https://www.aaai.org/ocs/index.php/AAAI/AAAI18/paper/viewPaper/16291", LINK_PAPER,
         "aaaio:aaai18/16291 url:aaai.org/ocs/index.php/AAAI/AAAI18/paper/viewPaper/16291"},
        {"https://www.ijcai.org/proceedings/2019/0123.pdf", LINK_PAPER,
         "ijcai:2019/123 url:ijcai.org/proceedings/2019/0123.pdf"},
        {"https://www.usenix.org/conference/osdi20/presentation/jiang", LINK_PAPER,
         "usenix:osdi20/jiang url:usenix.org/conference/osdi20/presentation/jiang"},
        {"https://www.usenix.org/system/files/osdi20-jiang.pdf", LINK_PAPER,
         "usenix:osdi20/jiang url:usenix.org/system/files/osdi20-jiang.pdf"},
        {"https://www.usenix.org/system/files/conference/atc14/atc14-paper-ongaro.pdf", LINK_PAPER,
         "usenix:atc14/ongaro "
         "url:usenix.org/system/files/conference/atc14/atc14-paper-ongaro.pdf"},
        {"https://www.usenix.org/conference/atc14/technical-sessions/presentation/ongaro",
         LINK_PAPER,
         "usenix:atc14/ongaro "
         "url:usenix.org/conference/atc14/technical-sessions/presentation/ongaro"},
        {"https://www.usenix.org/conference/osdi-06/bigtable", LINK_WEB,
         "url:usenix.org/conference/osdi-06/bigtable"},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void reads_registries(void **state)
{
#define S2 "1216eebb5a407b40eb46596073f0fd229acaea48"
    static const struct reading rows[] = {
        {"https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=8953566", LINK_PAPER,
         "ieee:8953566 url:ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=8953566"},
        {"https://ieeexplore.ieee.org/abstract/document/8953566/", LINK_PAPER,
         "ieee:8953566 url:ieeexplore.ieee.org/abstract/document/8953566"},
        {"https://ieeexplore.ieee.org/iel7/6287639/8600701/08744566.pdf", LINK_PAPER,
         "ieee:8744566 url:ieeexplore.ieee.org/iel7/6287639/8600701/08744566.pdf"},
        {"https://www.semanticscholar.org/paper/Point-GNN-Graph/" S2, LINK_PAPER,
         "s2:" S2 " url:semanticscholar.org/paper/Point-GNN-Graph/" S2},
        {"https://pdfs.semanticscholar.org/1216/eebb5a407b40eb46596073f0fd229acaea48.pdf",
         LINK_PAPER,
         "s2:" S2 " url:pdfs.semanticscholar.org/1216/eebb5a407b40eb46596073f0fd229acaea48.pdf"},
        {"https://api.semanticscholar.org/CorpusID:210859378", LINK_PAPER,
         "s2c:210859378 url:api.semanticscholar.org/CorpusID:210859378"},
        {"https://www.connectedpapers.com/main/" S2 "/graph", LINK_PAPER,
         "s2:" S2 " url:connectedpapers.com/main/" S2 "/graph"},
        {"https://www.semanticscholar.org/author/A/1", LINK_IGNORED, ""},
        {"https://paperswithcode.com/paper/point-gnn", LINK_PAPER,
         "pwc:point-gnn url:paperswithcode.com/paper/point-gnn"},
        {"https://paperswithcode.com/method/swish", LINK_RESOURCE, ""},
        {"https://papers.ssrn.com/sol3/papers.cfm?abstract_id=3247091", LINK_PAPER,
         "ssrn:3247091 url:papers.ssrn.com/sol3/papers.cfm?abstract_id=3247091"},
        {"https://ssrn.com/abstract=3247091", LINK_PAPER,
         "ssrn:3247091 url:ssrn.com/abstract=3247091"},
        {"https://pubmed.ncbi.nlm.nih.gov/12603049/", LINK_PAPER, "pmid:12603049"},
        {"https://www.ncbi.nlm.nih.gov/pubmed/12603049", LINK_PAPER, "pmid:12603049"},
        {"https://www.ncbi.nlm.nih.gov/pmc/articles/PMC5599787/", LINK_PAPER, "pmc:5599787"},
        {"https://pmc.ncbi.nlm.nih.gov/articles/PMC5599787/", LINK_PAPER, "pmc:5599787"},
        {"https://europepmc.org/article/MED/12603049", LINK_PAPER, "pmid:12603049"},
        {"https://europepmc.org/article/PMC/PMC5599787", LINK_PAPER, "pmc:5599787"},
        {"https://pubmed.ncbi.nlm.nih.gov/?term=nature", LINK_IGNORED, ""},
        {"https://www.sciencedirect.com/science/article/abs/pii/S0925231220315150", LINK_PAPER,
         "pii:S0925231220315150 url:sciencedirect.com/science/article/abs/pii/S0925231220315150"},
        {"https://www.cell.com/cell/fulltext/S0092-8674(19)30001-2", LINK_PAPER,
         "pii:S0092867419300012 url:cell.com/cell/fulltext/S0092-8674(19)30001-2"},
        {"https://linkinghub.elsevier.com/retrieve/pii/S0092867419300012", LINK_PAPER,
         "pii:S0092867419300012 url:linkinghub.elsevier.com/retrieve/pii/S0092867419300012"},
        {"https://www.thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext",
         LINK_PAPER,
         "pii:S0140673620301835 "
         "url:thelancet.com/journals/lancet/article/PIIS0140-6736(20)30183-5/fulltext"},
        {"https://dblp.org/rec/conf/cvpr/HeZRS16.html", LINK_PAPER,
         "dblp:conf/cvpr/HeZRS16 url:dblp.org/rec/conf/cvpr/HeZRS16.html"},
        {"https://dblp.uni-trier.de/rec/html/conf/cvpr/HeZRS16", LINK_PAPER,
         "dblp:conf/cvpr/HeZRS16 url:dblp.uni-trier.de/rec/html/conf/cvpr/HeZRS16"},
        {"https://dblp.dagstuhl.de/pid/h/KaimingHe.html", LINK_IGNORED, ""},
        {"https://hal.science/hal-02130801v2/document", LINK_PAPER,
         "hal:hal-02130801 url:hal.science/hal-02130801v2/document"},
        {"https://hal.archives-ouvertes.fr/hal-02130801", LINK_PAPER,
         "hal:hal-02130801 url:hal.archives-ouvertes.fr/hal-02130801"},
        {"https://hal.inria.fr/inria-00548512", LINK_PAPER,
         "hal:inria-00548512 url:hal.inria.fr/inria-00548512"},
        {"https://zenodo.org/record/1212303", LINK_PAPER,
         "zenodo:1212303 url:zenodo.org/record/1212303"},
        {"https://openalex.org/W2741809807", LINK_PAPER,
         "openalex:W2741809807 url:openalex.org/W2741809807"},
        {"https://www.mdpi.com/2072-4292/11/5/523/htm", LINK_PAPER,
         "mdpi:2072-4292/11/5/523 url:mdpi.com/2072-4292/11/5/523/htm"},
        {"https://www.researchgate.net/publication/333_Some_Title", LINK_PAPER,
         "rg:333 url:researchgate.net/publication/333_Some_Title"},
        {"https://www.jstor.org/stable/2118030", LINK_PAPER,
         "jstor:2118030 url:jstor.org/stable/2118030"},
        {"https://www.nber.org/system/files/working_papers/w21346/w21346.pdf", LINK_PAPER,
         "nber:w21346 url:nber.org/system/files/working_papers/w21346/w21346.pdf"},
        {"https://ui.adsabs.harvard.edu/abs/1933AcHPh...6..110Z/abstract", LINK_PAPER,
         "ads:1933AcHPh...6..110Z url:ui.adsabs.harvard.edu/abs/1933AcHPh...6..110Z/abstract"},
        {"https://academic.oup.com/qje/article-abstract/136/1/169/5905427", LINK_PAPER,
         "oup:qje/136/1/169/5905427 "
         "url:academic.oup.com/qje/article-abstract/136/1/169/5905427"},
        {"https://elifesciences.org/articles/47994", LINK_PAPER, "doi:10.7554/elife.47994"},
        {"https://kns.cnki.net/kcms/detail/detail.aspx?dbcode=CJFD&filename=YJJY201204008",
         LINK_PAPER,
         "cnki:YJJY201204008 "
         "url:kns.cnki.net/kcms/detail/detail.aspx?dbcode=CJFD&filename=YJJY201204008"},
        {"https://www.nber.org/people/someone", LINK_WEB, "url:nber.org/people/someone"},
        {"https://eprint.iacr.org/complete", LINK_WEB, "url:eprint.iacr.org/complete"},
        {"https://www.amazon.co.jp/dp/0262035618", LINK_PAPER, "isbn:9780262035613"},
        {"https://www.amazon.com/dp/B07X1X1X1X", LINK_RESOURCE, ""},
        {"https://scholar.google.com/citations?user=x", LINK_IGNORED, ""},
        {"https://scholar.google.com/scholar?hl=en&q=deep+learning", LINK_WEB,
         "url:scholar.google.com/scholar?q=deep+learning"},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void tells_pages_apart(void **state)
{
    static const struct reading rows[] = {
        {"https://github.com/facebookresearch/moco", LINK_RESOURCE, ""},
        {"https://github.com/a/papers/blob/master/x.pdf", LINK_PDF,
         "url:github.com/a/papers/blob/master/x.pdf"},
        {"https://www.zhihu.com/question/1", LINK_RESOURCE, ""},
        {"https://zhuanlan.zhihu.com/p/1", LINK_RESOURCE, ""},
        {"https://blog.csdn.net/x/article/details/1", LINK_RESOURCE, ""},
        {"https://www.youtube.com/watch?v=abc", LINK_RESOURCE, ""},
        {"https://shimo.im/sheets/T3/MODOC", LINK_RESOURCE, ""},
        {"https://m.bilibili.com/video/1", LINK_RESOURCE, ""},
        {"https://www.kaggle.com/c/x", LINK_RESOURCE, ""},
        {"https://blog.example.org/2019/x", LINK_RESOURCE, ""},
        {"https://example.org/a.png", LINK_RESOURCE, ""},
        {"https://lear.inrialpes.fr/pubs/2011/JDS11/a.pdf?utm_source=x#page=3", LINK_PDF,
         "url:lear.inrialpes.fr/pubs/2011/JDS11/a.pdf"},
        {"https://www.example.org/%7Eada/Paper%20One.pdf", LINK_PDF,
         "url:example.org/~ada/Paper%20One.pdf"},
        {"https://www.Example.org/Project/?utm_source=a&v=2&from=b/", LINK_WEB,
         "url:example.org/Project?v=2"},
        {"https://sciwheel.com/work/#/items/1000001", LINK_WEB,
         "url:sciwheel.com/work/#/items/1000001"},
        {"https://mf1024.github.io/2019/05/27/cpc/", LINK_WEB,
         "url:mf1024.github.io/2019/05/27/cpc"},
        {"#nas", LINK_LOCAL, ""},
        {"notes/a.md", LINK_LOCAL, ""},
        {"mailto:ada@example.org", LINK_LOCAL, ""},
        {"zotero://select/items/1_ABC", LINK_LOCAL, ""},
        {"file:///home/ada/a.pdf", LINK_LOCAL, ""},
        {"http://localhost:8080/x", LINK_LOCAL, ""},
        {"http://127.0.0.1/x", LINK_LOCAL, ""},
        {"TODO", LINK_LOCAL, ""},
        {"", LINK_LOCAL, ""},
        {"https://", LINK_LOCAL, ""},
    };
    check_readings(*state, rows, ARRAY_LEN(rows));
}

static void gives_hints(void **state)
{
    static const struct {
        const char *url, *title, *venue;
        uint32_t year;
    } rows[] = {
        {"https://papers.nips.cc/paper/8464-channel-gating-neural-networks.pdf",
         "channel gating neural networks", "NeurIPS", 0},
        {"http://" CVF "papers/" HAQ "_CVPR_2019_paper.pdf",
         "HAQ Hardware Aware Automated Quantization", "CVPR", 2019},
        {"http://openaccess.thecvf.com/content_ECCV_2018/papers/"
         "Jyh-Jing_Hwang_Adaptive_Affinity_Field_ECCV_2018_paper.pdf",
         "Adaptive Affinity Field", "ECCV", 2018},
        {"https://www.semanticscholar.org/paper/Point-GNN-Graph/" S2, "Point GNN Graph", "", 0},
        {"https://aclanthology.org/P19-1001", "", "ACL", 2019},
        {"https://aclanthology.org/2020.emnlp-main.550", "", "EMNLP", 2020},
        {"https://www.usenix.org/conference/osdi20/presentation/jiang", "", "OSDI", 2020},
        {"file:///x/He%20et%20al.%20-%202019%20-%20Momentum%20Contrast.pdf",
         "He et al. 2019 Momentum Contrast", "", 0},
    };

    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct link_target t;
        link_read(str_from(rows[i].url), 0, *state, &t);
        check_str(t.title_hint, rows[i].title);
        check_str(t.venue_hint, rows[i].venue);
        assert_int_equal(t.year_hint, rows[i].year);
    }
}

static void every_host_is_found(void **state)
{
    static const char *const hosts[] = {
#define HOST(suffix, reader) suffix,
#include "extract/tables/hosts.def"
    };
    struct arena *a = *state;
    for (size_t i = 0; i < ARRAY_LEN(hosts); i++) {
        if (i > 0 && strcmp(hosts[i - 1], hosts[i]) >= 0)
            fail_msg("hosts.def is not sorted at %s", hosts[i]);
        struct str host = str_without_end(str_from(hosts[i]), "*");
        bool any_domain = host.n < strlen(hosts[i]);
        const char *tail = any_domain ? "co.uk" : "";
        char *name = arena_printf(a, "%.*s%s", STR_FMT(host), tail);
        if (!link_knows_host(str_from(name)))
            fail_msg("%s is not found", name);
        if (!link_knows_host(str_from(arena_printf(a, "sub.%s", name))))
            fail_msg("sub.%s is not found", name);
    }
    assert_false(link_knows_host(STR("org")));
    assert_false(link_knows_host(STR("notarxiv.org")));
    assert_false(link_knows_host(STR("")));
}

static void every_redirect_is_sorted(void **state)
{
    (void)state;
    static const char *const hosts[] = {
#define REDIRECT(host, path, how, first, second) host,
#include "extract/tables/redirects.def"
    };
    for (size_t i = 1; i < ARRAY_LEN(hosts); i++)
        if (strcmp(hosts[i - 1], hosts[i]) > 0)
            fail_msg("redirects.def is not sorted at %s", hosts[i]);
}

static void every_page_is_sorted(void **state)
{
    (void)state;
    static const char *const hosts[] = {
#define PAGE(host, scheme, prefix, pattern) host,
#include "extract/tables/pages.def"
    };
    for (size_t i = 1; i < ARRAY_LEN(hosts); i++)
        if (strcmp(hosts[i - 1], hosts[i]) > 0)
            fail_msg("pages.def is not sorted at %s", hosts[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define LINK_TEST(f) cmocka_unit_test_setup_teardown(f, arena_setup, arena_teardown)
        LINK_TEST(reads_arxiv),
        LINK_TEST(arxiv_identifiers_of_the_future_are_refused),
        LINK_TEST(versions_and_anchors_are_kept_apart),
        LINK_TEST(unwraps_redirects),
        LINK_TEST(redirects_without_end_are_left),
        LINK_TEST(repairs_urls),
        LINK_TEST(reads_dois),
        LINK_TEST(reads_proceedings),
        LINK_TEST(reads_registries),
        LINK_TEST(tells_pages_apart),
        LINK_TEST(gives_hints),
        LINK_TEST(every_host_is_found),
        cmocka_unit_test(every_redirect_is_sorted),
        cmocka_unit_test(every_page_is_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
