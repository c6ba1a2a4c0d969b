/* Resolution against itself: whatever way notes come and go, the graph is that of the notes that are
 * left. The notes here are made up by a generator whose papers and concepts meet in many ways. */
#include "store_fixture.h"

#include "app/decide/decide_internal.h"
#include "app/export.h"
#include "app/ingest/facts_internal.h"
#include "app/resolve/resolve_internal.h"
#include "base/fold.h"
#include "base/map.h"
#include "base/strbuf.h"

#define SLOTS     9
#define SEQUENCES 200
#define BODY                                                                                       \
    "Momentum contrast builds a dictionary; 对比学习 with a queue. It follows the work before it."

struct world {
    struct fixture *one, *other;
    struct vocabulary *vocabulary;
};

static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static size_t pick(uint64_t *seed, size_t n)
{
    return next_random(seed) % n;
}

/* ---- made-up notes ---- */

struct work {
    const char *title, *short_name, *identifier;
    uint32_t year;
    bool is_stub;
};

/* Ways of naming a few works: with and without identifier, misspelt, shortened, by name only, with
 * identifiers that contradict each other. */
static const struct work works[] = {
    {"Momentum Contrast for Unsupervised Visual Representation Learning", "MoCo",
     "arxiv:1911.05722", 2019, false},
    {"Momentum Contrast for Unsupervised Visual Representation Learning", "", "", 2020, false},
    {"Momentum Contrast for Unsupervised Visaul Representation Learning", "", "", 0, false},
    {"MoCo", "MoCo", "arxiv:1911.05722", 0, false},
    {"MoCo", "MoCo", "", 0, true},
    {"Momentum Contrast for Unsupervised Visual Representation Learning", "", "doi:10.1109/x.1", 0,
     false},
    {"MoCo", "MoCo", "doi:10.1109/x.1", 0, false},
    {"Contrastive Predictive Coding of Audio Signals", "CPC", "arxiv:1807.03748", 2018, false},
    {"Causal Program Completion for Compilers", "CPC", "", 2021, false},
    {"CPC", "CPC", "", 0, true},
    {"CPC", "CPC", "url:example.org/cpc.pdf", 0, false},
    {"Introduction", "", "", 2001, false},
    {"Introduction", "", "", 2011, false},
    {"Introduction", "", "arxiv:2001.00001", 2020, false},
    {"A Survey of Neural Program Repair", "", "arxiv:2002.00002", 2020, false},
    {"A Survey of Neural Program Repair", "", "arxiv:2002.00003", 2020, false},
    {"A Survey of Neural Program Repair", "", "", 0, false},
    {"Neural Nets", "", "", 0, false},
};

struct idea {
    const char *key, *label, *alternative;
    enum concept_origin origin;
};

static const struct idea ideas[] = {
    {"concept:contrastive-learning", "contrastive learning", "", ORIGIN_VOCABULARY},
    {"concept:contrastive-learning", "contrastive learning", "CLX", ORIGIN_VOCABULARY},
    {"concept:knowledge-distillation", "knowledge distillation", "CLX", ORIGIN_VOCABULARY},
    {"concept:knowledge-distillation", "knowledge distillation", "KDX", ORIGIN_VOCABULARY},
    {"concept:knowledge-distillation", "knowledge distillation", "kdx", ORIGIN_VOCABULARY},
    {"concept:frobnication-theory", "frobnication theory", "", ORIGIN_DISCOVERED},
    {"concept:frobnication-theory", "Frobnication Theory", "frob", ORIGIN_DISCOVERED},
    {"concept:frobnication-theories", "frobnication theories", "", ORIGIN_DISCOVERED},
    {"concept:gribble", "gribble", "", ORIGIN_DISCOVERED},
    {"concept:gribble-2", "Gribble", "", ORIGIN_DISCOVERED},
};

static const enum relation paper_paper[] = {REL_EXTENDS, REL_SIMILAR_TO, REL_COMPARES_WITH};

static const enum relation paper_concept[] = {REL_ABOUT, REL_USES};

static struct str *one_text(const char *text, struct arena *a, size_t *n)
{
    struct str *list = ARENA_ARRAY(a, struct str, 1);
    list[0] = str_from(text);
    *n = *text != 0;
    return list;
}

static void make_paper(const struct work *w, size_t line, struct arena *a, struct paper *out)
{
    *out = (struct paper){.title = str_from(w->title),
                          .short_name = str_from(w->short_name),
                          .status = w->is_stub ? PAPER_STUB : PAPER_ENTRY,
                          .year = w->year,
                          .line = (uint32_t)line + 1};
    out->identifiers = one_text(w->identifier, a, &out->n_identifiers);
    out->key = str_from(arena_printf(a, "%s%s%zu", w->identifier, w->title, line));
}

static void make_concept(const struct idea *idea, struct arena *a, struct concept *out)
{
    struct label *label = ARENA_NEW(a, struct label);
    *label = (struct label){STR("en"), str_from(idea->label)};
    *out = (struct concept){.key = str_from(idea->key),
                            .kind = STR("method"),
                            .labels = label,
                            .n_labels = 1,
                            .origin = idea->origin};
    out->alternatives = one_text(idea->alternative, a, &out->n_alternatives);
}

static void make_edge(const struct extraction *x, uint64_t *seed, struct arena *a, struct edge *out)
{
    bool to_concept = x->n_concepts && pick(seed, 2);
    struct evidence *evidence = ARENA_NEW(a, struct evidence);
    *evidence = (struct evidence){.begin = (uint32_t)pick(seed, 20),
                                  .line = 1,
                                  .weight = (uint16_t)pick(seed, 1000),
                                  .rule = "test"};
    evidence->end = evidence->begin + 10;
    *out = (struct edge){
        .from = {TYPE_PAPER, (uint32_t)pick(seed, x->n_papers)},
        .relation = to_concept ? paper_concept[pick(seed, ARRAY_LEN(paper_concept))]
                               : paper_paper[pick(seed, ARRAY_LEN(paper_paper))],
        .score = (uint16_t)(150 + pick(seed, 850)),
        .evidence = evidence,
        .n_evidence = 1,
    };
    out->to = to_concept ? (struct endpoint){TYPE_CONCEPT, (uint32_t)pick(seed, x->n_concepts)}
                         : (struct endpoint){TYPE_PAPER, (uint32_t)pick(seed, x->n_papers)};
}

/* The note that a content number stands for; the same for the same number and path. */
static void make_note(struct str path, uint64_t content, struct arena *a, struct extraction *x)
{
    uint64_t seed = content * 77777 + 5;
    *x = (struct extraction){.path = path, .title = path};
    x->papers = ARENA_ARRAY(a, struct paper, 8);
    x->concepts = ARENA_ARRAY(a, struct concept, 4);
    x->edges = ARENA_ARRAY(a, struct edge, 8);
    x->n_papers = 1 + pick(&seed, 4);
    x->n_concepts = pick(&seed, 4);
    size_t first_work = pick(&seed, ARRAY_LEN(works)), first_idea = pick(&seed, ARRAY_LEN(ideas));
    for (size_t i = 0; i < x->n_papers; i++)
        make_paper(&works[(first_work + i * 5) % ARRAY_LEN(works)], i, a, &x->papers[i]);
    for (size_t i = 0; i < x->n_concepts; i++)
        make_concept(&ideas[(first_idea + i * 3) % ARRAY_LEN(ideas)], a, &x->concepts[i]);
    x->n_edges = pick(&seed, 7);
    for (size_t i = 0; i < x->n_edges; i++)
        make_edge(x, &seed, a, &x->edges[i]);
}

/* ---- a library of slots ---- */

struct change {
    size_t slot;
    uint64_t content; /* 0: the note goes */
};

static struct str slot_path(size_t slot, struct arena *a)
{
    return str_from(arena_printf(a, "n%zu.md", slot));
}

static void apply(struct world *w, struct db *db, struct resolve_changes *changes, struct arena *a,
                  const struct change *change, int64_t *gone)
{
    struct err e = {0};
    struct extraction x;
    struct fact_set *facts = ARENA_NEW(a, struct fact_set);
    struct note_row row = {0};
    struct str path = slot_path(change->slot, a);
    *gone = 0;
    if (!change->content) {
        if (note_get(db, path, a, &row, &e)) {
            struct err why = {0};
            check_ok(resolve_put_facts(changes, db, row.id, facts, &why), why);
            *gone = row.id;
        }
        return;
    }
    make_note(path, change->content, a, &x);
    facts_make(&x, w->vocabulary, a, facts);
    row = (struct note_row){
        .path = path,
        .source = STR("upload"),
        .sha256 = str_from(arena_printf(a, "%llu", (unsigned long long)change->content)),
        .title = path};
    check_ok(note_put(db, &row, STR(BODY), &e), e);
    check_ok(resolve_put_facts(changes, db, row.id, facts, &e), e);
}

/* Each slot at most once in a batch. */
static void commit_batch(struct world *w, struct store *store, const struct change *batch, size_t n)
{
    struct err e = {0};
    struct arena *a = arena_new();
    struct library l = {.vocabulary = w->vocabulary, .store = store};
    struct resolve_changes *changes = resolve_changes_new(a);
    struct db *db;
    int64_t gone[SLOTS];
    check_ok(store_write_begin(store, &db, &e), e);
    for (size_t i = 0; i < n; i++)
        apply(w, db, changes, a, &batch[i], &gone[i]);
    check_ok(resolve_changed(&l, db, changes, &e), e);
    for (size_t i = 0; i < n; i++)
        if (gone[i])
            check_ok(note_delete(db, gone[i], &e), e);
    check_ok(store_write_commit(db, &e), e);
    arena_free(a);
}

static void rebuild(struct world *w, struct store *store)
{
    struct err e = {0};
    struct library l = {.vocabulary = w->vocabulary, .store = store};
    struct db *db;
    check_ok(store_write_begin(store, &db, &e), e);
    check_ok(resolve_all(&l, db, &e), e);
    check_ok(store_write_commit(db, &e), e);
}

static bool add_bytes(void *context, const char *p, size_t n)
{
    strbuf_add(context, p, n);
    return true;
}

static struct str export_all(struct store *store, struct arena *a)
{
    struct err e = {0};
    struct db *db;
    STRBUF_SCOPE(out);
    check_ok(store_read_begin(store, 0, &db, &e), e);
    check_ok(export_jsonl(db, add_bytes, &out, &e), e);
    store_read_end(db);
    return str_copy(a, strbuf_view(&out));
}

static void show_difference(struct str a, struct str b)
{
    struct str left, right;
    while (str_split(&a, '\n', &left) && str_split(&b, '\n', &right) && str_eq(left, right))
        continue;
    size_t same = 0;
    while (same < left.n && same < right.n && left.p[same] == right.p[same])
        same++;
    print_error("first difference, in a line that begins %.80s:\n…%.*s\n", left.p,
                STR_FMT(str_from_pos(left, same)));
    print_error("…%.*s\n", STR_FMT(str_from_pos(right, same)));
}

static void check_same(struct str got, struct str want, const char *what, size_t sequence)
{
    if (str_eq(got, want))
        return;
    show_difference(got, want);
    fail_msg("sequence %zu: %s", sequence, what);
}

/* ---- the property ---- */

static void shuffle(struct change *items, size_t n, uint64_t *seed)
{
    for (size_t i = n; i > 1; i--) {
        size_t k = pick(seed, i);
        struct change swap = items[i - 1];
        items[i - 1] = items[k];
        items[k] = swap;
    }
}

/* Some rounds of adding, editing and deleting, in batches of different size. */
static void edit_at_random(struct world *w, struct store *store, uint64_t *content, uint64_t *seed)
{
    size_t rounds = 3 + pick(seed, 5);
    for (size_t round = 0; round < rounds; round++) {
        struct change batch[SLOTS];
        size_t n = 1 + pick(seed, pick(seed, 3) ? 2 : SLOTS);
        for (size_t i = 0; i < SLOTS; i++)
            batch[i] = (struct change){i, pick(seed, 4) ? 1 + pick(seed, 60) : 0};
        shuffle(batch, SLOTS, seed);
        for (size_t i = 0; i < n; i++)
            content[batch[i].slot] = batch[i].content;
        commit_batch(w, store, batch, n);
    }
}

static void add_at_once(struct world *w, struct store *store, const uint64_t *content,
                        uint64_t *seed)
{
    struct change all[SLOTS];
    size_t n = 0;
    for (size_t i = 0; i < SLOTS; i++)
        if (content[i])
            all[n++] = (struct change){i, content[i]};
    shuffle(all, n, seed);
    size_t step = 1 + pick(seed, SLOTS);
    for (size_t i = 0; i < n; i += step)
        commit_batch(w, store, all + i, n - i < step ? n - i : step);
}

static void delete_all(struct world *w, struct store *store)
{
    struct change all[SLOTS];
    for (size_t i = 0; i < SLOTS; i++)
        all[i] = (struct change){i, 0};
    commit_batch(w, store, all, SLOTS);
}

static void the_graph_depends_on_the_notes_only(void **state)
{
    struct world *w = *state;
    uint64_t seed = 42;
    size_t longest = 0;
    for (size_t sequence = 0; sequence < SEQUENCES; sequence++) {
        struct arena *a = arena_new();
        uint64_t content[SLOTS] = {0};
        edit_at_random(w, w->one->store, content, &seed);
        add_at_once(w, w->other->store, content, &seed);
        struct str edited = export_all(w->one->store, a);
        check_same(edited, export_all(w->other->store, a), "edited and added at once", sequence);
        rebuild(w, w->one->store);
        check_same(export_all(w->one->store, a), edited, "rebuilt and edited", sequence);
        longest = edited.n > longest ? edited.n : longest;
        delete_all(w, w->one->store);
        delete_all(w, w->other->store);
        check_same(export_all(w->one->store, a), STR_EMPTY, "without notes", sequence);
        arena_free(a);
    }
    assert_true(longest > 2000); /* the generator does make graphs */
}

/* ---- the same with decisions ---- */

#define DECISIONS         8
#define DECIDED_SEQUENCES 80

static struct str *only(struct str text, struct arena *a)
{
    struct str *list = ARENA_ARRAY(a, struct str, 1);
    list[0] = text;
    return list;
}

static void anchor_work(const struct work *w, struct arena *a, struct graph_anchor *out)
{
    struct str identifier = str_from(w->identifier);
    struct str slug = fold_slug(a, str_from(w->title));
    *out = (struct graph_anchor){
        .class_ = NODE_PAPER,
        .key = identifier.n ? identifier : str_from(arena_printf(a, "t:%.*s", STR_FMT(slug))),
        .identifiers = only(identifier, a),
        .n_identifiers = identifier.n > 0,
        .names = only(str_from(w->title), a),
        .n_names = 1};
}

static void anchor_idea(const struct idea *idea, struct arena *a, struct graph_anchor *out)
{
    *out = (struct graph_anchor){.class_ = NODE_CONCEPT,
                                 .key = str_from(idea->key),
                                 .names = only(str_from(idea->label), a),
                                 .n_names = 1};
}

static void any_anchor(uint64_t *seed, bool is_concept, struct arena *a, struct graph_anchor *out)
{
    if (is_concept)
        anchor_idea(&ideas[pick(seed, ARRAY_LEN(ideas))], a, out);
    else
        anchor_work(&works[pick(seed, ARRAY_LEN(works))], a, out);
}

static void decide_edge(uint64_t *seed, struct arena *a, struct decision *out)
{
    bool to_concept = pick(seed, 2);
    any_anchor(seed, false, a, &out->first);
    any_anchor(seed, to_concept, a, &out->second);
    out->relation = str_from(
        relation_name(to_concept ? paper_concept[pick(seed, 2)] : paper_paper[pick(seed, 3)]));
}

static void decide_pair(uint64_t *seed, struct arena *a, struct decision *out)
{
    bool is_concept = pick(seed, 2);
    any_anchor(seed, is_concept, a, &out->first);
    any_anchor(seed, is_concept, a, &out->second);
}

static void make_by_hand(const struct work *w, struct arena *a, struct decision *out)
{
    anchor_work(w, a, &out->first);
    out->fields = str_from(arena_printf(
        a, "{\"title\":\"%s\",\"short\":\"%s\",\"identifiers\":[%s%s%s]}", w->title, w->short_name,
        *w->identifier ? "\"" : "", w->identifier, *w->identifier ? "\"" : ""));
}

static void decide_concept(uint64_t *seed, struct arena *a, struct decision *out)
{
    const struct idea *idea = &ideas[pick(seed, ARRAY_LEN(ideas))];
    const struct idea *other = &ideas[pick(seed, ARRAY_LEN(ideas))];
    anchor_idea(idea, a, &out->first);
    if (out->kind == DECISION_ADD_CONCEPT)
        out->fields = str_from(arena_printf(a, "{\"label\":{\"en\":\"%s\"}}", idea->label));
    else if (out->kind == DECISION_SET_BROADER)
        out->fields = str_from(arena_printf(a, "{\"broader\":[\"%s\"]}", other->key));
    else
        out->fields = str_from(arena_printf(a, "{\"alt\":\"%s\"}", other->label));
}

/* Decision number `i` of a sequence; what was decided before it can be reverted. */
static void make_decision(uint64_t *seed, size_t i, struct arena *a, struct decision *out)
{
    static const enum decision_kind kinds[] = {
        DECISION_MERGE,     DECISION_MERGE,        DECISION_CORRECT,     DECISION_RENAME,
        DECISION_HIDE,      DECISION_REJECT,       DECISION_ADD_EDGE,    DECISION_CONFIRM,
        DECISION_REJECT,    DECISION_REVERT,       DECISION_REVERT,      DECISION_DISTINCT,
        DECISION_DISTINCT,  DECISION_ADD_PAPER,    DECISION_ADD_CONCEPT, DECISION_ADD_LABEL,
        DECISION_ADD_LABEL, DECISION_RETIRE_LABEL, DECISION_SET_BROADER};

    *out = (struct decision){.kind = kinds[pick(seed, ARRAY_LEN(kinds))],
                             .id = str_from(arena_printf(a, "d_%zu", i)),
                             .at_ms = (int64_t)i / 2 + 1,
                             .author = STR("somebody")};
    if (out->kind == DECISION_REVERT && i > 0)
        out->reverts = str_from(arena_printf(a, "d_%zu", pick(seed, i)));
    else if (decision_is_about_edge(out->kind))
        decide_edge(seed, a, out);
    else if (out->kind == DECISION_MERGE || out->kind == DECISION_DISTINCT)
        decide_pair(seed, a, out);
    else if (out->kind == DECISION_ADD_PAPER)
        make_by_hand(&works[pick(seed, ARRAY_LEN(works))], a, out);
    else if (out->kind >= DECISION_ADD_LABEL && out->kind <= DECISION_ADD_CONCEPT &&
             out->kind != DECISION_HIDE)
        decide_concept(seed, a, out);
    else if (out->kind == DECISION_HIDE)
        any_anchor(seed, pick(seed, 2), a, &out->first);
    else if (out->kind != DECISION_REVERT)
        any_anchor(seed, out->kind == DECISION_RENAME, a, &out->first);
    if (out->kind == DECISION_RENAME)
        out->fields = STR("{\"label\":{\"en\":\"renamed idea\"}}");
    if (out->kind == DECISION_CORRECT)
        out->fields =
            pick(seed, 2)
                ? str_from(arena_printf(a, "{\"title\":\"Corrected %zu\",\"year\":1999}", i))
                : str_from(arena_printf(a, "{\"identifiers\":[\"%s\",\"doi:10.1/%zu\"]}",
                                        works[pick(seed, ARRAY_LEN(works))].identifier, i));
}

static void record_decision(struct world *w, struct store *store, const struct decision *d)
{
    struct err e = {0};
    struct arena *a = arena_new();
    struct library l = {.vocabulary = w->vocabulary, .store = store};
    struct db *db;
    check_ok(store_write_begin(store, &db, &e), e);
    check_ok(decision_put(&l, db, d, STR_EMPTY, a, &e), e);
    check_ok(store_write_commit(db, &e), e);
    arena_free(a);
}

/* Decided between edits, in order, in one store; in any order and before the notes in the other. */
static void decide_and_edit(struct world *w, struct store *one, struct store *other,
                            size_t sequence, uint64_t *seed, struct arena *a)
{
    uint64_t content[SLOTS] = {0};
    struct decision decisions[DECISIONS];
    for (size_t i = 0; i < DECISIONS; i++)
        make_decision(seed, i, a, &decisions[i]);
    edit_at_random(w, one, content, seed);
    for (size_t i = 0; i < DECISIONS; i++) {
        record_decision(w, one, &decisions[i]);
        if (pick(seed, 3) == 0)
            edit_at_random(w, one, content, seed);
    }
    for (size_t i = 0, first = pick(seed, DECISIONS); i < DECISIONS; i++)
        record_decision(w, other, &decisions[(first + i * 3) % DECISIONS]);
    add_at_once(w, other, content, seed);
    struct str edited = export_all(one, a);
    check_same(edited, export_all(other, a), "decided between edits and before", sequence);
    rebuild(w, one);
    check_same(export_all(one, a), edited, "rebuilt with decisions", sequence);
    delete_all(w, one);
    delete_all(w, other);
    rebuild(w, other);
    check_same(export_all(one, a), export_all(other, a), "decisions without notes", sequence);
}

static void the_graph_depends_on_notes_and_decisions_only(void **state)
{
    struct world *w = *state;
    uint64_t seed = 4711;
    for (size_t sequence = 0; sequence < DECIDED_SEQUENCES; sequence++) {
        struct arena *a = arena_new();
        void *one = NULL, *other = NULL;
        assert_int_equal(fixture_setup(&one) | fixture_setup(&other), 0);
        decide_and_edit(w, ((struct fixture *)one)->store, ((struct fixture *)other)->store,
                        sequence, &seed, a);
        fixture_teardown(&one);
        fixture_teardown(&other);
        arena_free(a);
    }
}

/* ---- single rules ---- */

static bool has(struct str text, const char *piece)
{
    return str_has(text, str_from(piece));
}

/* Contents are numbers of the generator, so these tests build their facts by hand. */
static void put(struct world *w, const char *path, struct extraction *x, struct arena *a)
{
    struct err e = {0};
    struct library l = {.vocabulary = w->vocabulary, .store = w->one->store};
    struct resolve_changes *changes = resolve_changes_new(a);
    struct fact_set *facts = ARENA_NEW(a, struct fact_set);
    struct note_row row = {.path = str_from(path),
                           .source = STR("upload"),
                           .sha256 = str_from(path),
                           .title = str_from(path)};
    struct db *db;
    x->path = row.path;
    facts_make(x, w->vocabulary, a, facts);
    check_ok(store_write_begin(w->one->store, &db, &e), e);
    check_ok(note_put(db, &row, STR(BODY), &e), e);
    check_ok(resolve_put_facts(changes, db, row.id, facts, &e), e);
    check_ok(resolve_changed(&l, db, changes, &e), e);
    check_ok(store_write_commit(db, &e), e);
}

static void drop(struct world *w, const char *path, struct arena *a)
{
    static const struct fact_set nothing;
    struct err e = {0};
    struct library l = {.vocabulary = w->vocabulary, .store = w->one->store};
    struct resolve_changes *changes = resolve_changes_new(a);
    struct note_row row;
    struct db *db;
    check_ok(store_write_begin(w->one->store, &db, &e), e);
    check_ok(note_get(db, str_from(path), a, &row, &e), e);
    check_ok(resolve_put_facts(changes, db, row.id, &nothing, &e), e);
    check_ok(resolve_changed(&l, db, changes, &e), e);
    check_ok(note_delete(db, row.id, &e), e);
    check_ok(store_write_commit(db, &e), e);
}

static void put_work(struct world *w, const char *path, size_t work, struct arena *a)
{
    struct extraction x = {.n_papers = 1, .papers = ARENA_NEW(a, struct paper)};
    make_paper(&works[work], 0, a, x.papers);
    put(w, path, &x, a);
}

static void put_idea(struct world *w, const char *path, size_t idea, struct arena *a)
{
    struct extraction x = {.n_concepts = 1, .concepts = ARENA_NEW(a, struct concept)};
    make_concept(&ideas[idea], a, x.concepts);
    put(w, path, &x, a);
}

static void a_bare_name_finds_its_paper_when_it_comes(void **state)
{
    struct world *w = *state;
    struct arena *a = arena_new();
    put_work(w, "stub.md", 4, a);
    assert_true(has(export_all(w->one->store, a), "\"key\":\"t:moco\",\"status\":\"stub\""));
    put_work(w, "full.md", 0, a);
    struct str together = export_all(w->one->store, a);
    assert_true(has(together, "\"key\":\"arxiv:1911.05722\",\"status\":\"entry\""));
    assert_true(has(together, "\"notes\":2"));
    assert_false(has(together, "t:moco"));
    drop(w, "full.md", a);
    assert_true(has(export_all(w->one->store, a), "t:moco"));
    drop(w, "stub.md", a);
    arena_free(a);
}

static void the_title_is_the_full_one(void **state)
{
    struct world *w = *state;
    struct arena *a = arena_new();
    put_work(w, "a.md", 3, a);
    put_work(w, "b.md", 3, a);
    put_work(w, "c.md", 0, a);
    struct str all = export_all(w->one->store, a);
    assert_true(has(all, "\"title\":\"Momentum Contrast for Unsupervised Visual Representation "
                         "Learning\",\"short\":\"MoCo\""));
    drop(w, "a.md", a);
    drop(w, "b.md", a);
    drop(w, "c.md", a);
    arena_free(a);
}

static void a_name_that_two_notes_define_becomes_a_name(void **state)
{
    struct world *w = *state;
    struct arena *a = arena_new();
    put_idea(w, "a.md", 3, a);
    assert_false(has(export_all(w->one->store, a), "KDX"));
    put_idea(w, "b.md", 4, a);
    assert_true(has(export_all(w->one->store, a), "KDX"));
    drop(w, "b.md", a);
    assert_false(has(export_all(w->one->store, a), "KDX"));
    drop(w, "a.md", a);
    arena_free(a);
}

static void a_name_of_two_concepts_is_nobodys(void **state)
{
    struct world *w = *state;
    struct arena *a = arena_new();
    put_idea(w, "a.md", 1, a);
    put_idea(w, "b.md", 1, a);
    assert_true(has(export_all(w->one->store, a), "CLX"));
    put_idea(w, "c.md", 2, a);
    assert_false(has(export_all(w->one->store, a), "CLX"));
    drop(w, "c.md", a);
    assert_true(has(export_all(w->one->store, a), "CLX"));
    drop(w, "a.md", a);
    drop(w, "b.md", a);
    arena_free(a);
}

static void discovered_concepts_join_by_label(void **state)
{
    struct world *w = *state;
    struct arena *a = arena_new();
    put_idea(w, "a.md", 8, a);
    put_idea(w, "b.md", 9, a);
    struct str all = export_all(w->one->store, a);
    assert_true(has(all, "\"notes\":2"));
    drop(w, "a.md", a);
    drop(w, "b.md", a);
    arena_free(a);
}

static void scores_add_up(void **state)
{
    (void)state;
    int64_t scores[] = {500, 900, 500};
    assert_int_equal(resolve_noisy_or(scores, 3), 975);
    int64_t single[] = {930};
    assert_int_equal(resolve_noisy_or(single, 1), 930);
    int64_t certain[] = {1000, 10};
    assert_int_equal(resolve_noisy_or(certain, 2), 1000);
    assert_int_equal(resolve_noisy_or(single, 0), 0);
}

/* ---- set-up ---- */

static int world_setup(void **state)
{
    struct err e = {0};
    struct world *w = calloc(1, sizeof(*w));
    if (fixture_setup((void **)&w->one) || fixture_setup((void **)&w->other))
        return -1;
    check_ok(vocabulary_new(&w->vocabulary, &e), e);
    check_ok(vocabulary_finish(w->vocabulary, &e), e);
    *state = w;
    return 0;
}

static int world_teardown(void **state)
{
    struct world *w = *state;
    vocabulary_free(w->vocabulary);
    fixture_teardown((void **)&w->one);
    fixture_teardown((void **)&w->other);
    free(w);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_add_up),
        cmocka_unit_test(a_bare_name_finds_its_paper_when_it_comes),
        cmocka_unit_test(the_title_is_the_full_one),
        cmocka_unit_test(a_name_that_two_notes_define_becomes_a_name),
        cmocka_unit_test(a_name_of_two_concepts_is_nobodys),
        cmocka_unit_test(discovered_concepts_join_by_label),
        cmocka_unit_test(the_graph_depends_on_the_notes_only),
        cmocka_unit_test(the_graph_depends_on_notes_and_decisions_only),
    };
    return cmocka_run_group_tests_name("resolve", tests, world_setup, world_teardown);
}
