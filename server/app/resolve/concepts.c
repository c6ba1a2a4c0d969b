#include "app/ingest/facts_internal.h"
#include "app/json.h"
#include "app/resolve/ballot_internal.h"
#include "app/resolve/join_keys_internal.h"
#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/vec.h"

/* A name that notes define for a concept counts from this many notes on (EXTRACTION.md 3.3). */
#define OWN_NAME_NOTES 2

/* ---- names that notes define for a concept of the vocabulary ---- */

struct own_name {
    struct str folded;
    struct ballot spellings;
    int64_t last_note;
    size_t n_notes;
};

struct own_names {
    struct own_name *items;
    size_t n, cap;
};

static struct own_name *own_name_of(struct own_names *names, struct str folded, struct arena *a)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->items[i].folded, folded))
            return &names->items[i];
    struct own_name *added = vec_push(a, names);
    added->folded = folded;
    ballot_init(&added->spellings, a);
    return added;
}

static void count_names(const struct fact_concept *f, struct own_names *names, struct arena *a)
{
    struct str *items;
    size_t n;
    json_read_texts(f->alternatives, a, &items, &n);
    for (size_t i = 0; i < n; i++) {
        struct own_name *name = own_name_of(names, fold_key(a, items[i]), a);
        ballot_vote(&name->spellings, items[i], 0);
        name->n_notes += name->last_note != f->note_id;
        name->last_note = f->note_id;
    }
}

static bool load_concept(struct resolver *r, struct fact_ref ref, struct fact_concept *out,
                         struct err *e)
{
    struct known_note *note;
    if (!known_note_get(r->changes, r->db, ref.note_id, &note, e))
        return false;
    known_note_concept(note, ref.index, out);
    return true;
}

static bool find_by_key(struct resolver *r, uint64_t key, struct fact_carrier **out, size_t *n,
                        struct err *e)
{
    return fact_by_keys(r->db, &key, 1, r->scratch, out, n, e);
}

/* Whether notes define the name for this concept only, and the vocabulary for none. */
static bool has_one_meaning(struct resolver *r, const struct own_name *name, struct str key,
                            bool *out, struct err *e)
{
    uint32_t *concepts;
    struct fact_carrier *found;
    size_t n;
    vocabulary_by_label(r->vocabulary, name->folded, r->scratch, &concepts, &n);
    *out = n == 0;
    if (!find_by_key(r, join_key_make('x', name->folded), &found, &n, e))
        return false;
    for (size_t i = 0; i < n && *out; i++) {
        struct fact_concept f;
        if (!load_concept(r, found[i].ref, &f, e))
            return false;
        *out = str_eq(f.key, key);
    }
    return true;
}

static bool list_own_names(struct resolver *r, struct str key, struct str **out, size_t *n_out,
                           struct err *e)
{
    struct own_names names = {0};
    struct fact_carrier *found;
    size_t n;
    struct arena *a = r->scratch;
    *n_out = 0;
    if (!find_by_key(r, join_key_make('a', key), &found, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct fact_concept f;
        if (!load_concept(r, found[i].ref, &f, e))
            return false;
        if (str_eq(f.key, key))
            count_names(&f, &names, a);
    }
    *out = ARENA_ARRAY(a, struct str, names.n);
    for (size_t i = 0; i < names.n; i++) {
        bool is_ours = names.items[i].n_notes >= OWN_NAME_NOTES;
        if (is_ours && !has_one_meaning(r, &names.items[i], key, &is_ours, e))
            return false;
        if (is_ours)
            (*out)[(*n_out)++] = ballot_winner(&names.items[i].spellings);
    }
    return true;
}

/* ---- concepts of the vocabulary ---- */

static bool put_known(struct resolver *r, const struct vocabulary_concept *known, struct str key,
                      int64_t *node, struct err *e)
{
    struct str *own_names;
    size_t n;
    struct concept_row row;
    if (!list_own_names(r, key, &own_names, &n, e))
        return false;
    concept_row_of_known(known, own_names, n, r->scratch, &row);
    ledger_edit_concept(r->ledger, r->scratch, &row);
    if (!graph_put_concept(r->db, &row, e))
        return false;
    *node = row.id;
    *map_put(r->known_nodes, str_copy(r->arena, key), NULL) = (uint64_t)row.id;
    return true;
}

/* The node of a concept of the vocabulary, written once in a run. */
static bool place_known(struct resolver *r, struct str key, int64_t *node, struct err *e)
{
    const uint64_t *cached = map_get(r->known_nodes, key);
    if (cached) {
        *node = (int64_t)*cached;
        return true;
    }
    return put_known(r, facts_known_concept(r->vocabulary, key), key, node, e);
}

/* The concept of the vocabulary that `key` was merged into; `key` itself when there is none. */
static struct str known_survivor(const struct resolver *r, struct str key)
{
    struct str survivor = concept_groups_survivor(r->ledger, key);
    return facts_known_concept(r->vocabulary, survivor) ? survivor : key;
}

/* A hidden concept has no node, so that it is written down which notes mention it. */
static bool place_mention(struct resolver *r, const struct known_note *note,
                          const struct fact_concept *f, int64_t *node, struct err *e)
{
    struct str survivor = known_survivor(r, f->key);
    if (!ledger_hides_concept(r->ledger, survivor))
        return place_known(r, survivor, node, e);
    *node = 0;
    r->has_hidden_mentions = true;
    return note->note_id == 0 || hidden_mention_add(r->db, f->key, note->note_id, e);
}

bool resolve_known(struct resolver *r, struct known_note *note, struct err *e)
{
    if (r->has_hidden_mentions && !hidden_mention_forget(r->db, note->note_id, e))
        return false;
    for (size_t i = 0; i < note->nodes.n_concepts; i++) {
        struct fact_ref ref = {.note_id = note->note_id, .index = (int64_t)i, .type = 'c'};
        struct fact_concept f;
        known_note_concept(note, ref.index, &f);
        int64_t node;
        if (!facts_known_concept(r->vocabulary, f.key))
            continue;
        if (!place_mention(r, note, &f, &node, e) || !resolve_set_node(r, ref, node, e))
            return false;
    }
    return true;
}

/* Writes the concept again when some note mentions it. */
bool resolve_own_names(struct resolver *r, struct str key, struct err *e)
{
    struct concept_row row;
    bool moved;
    int64_t node;
    struct err reason = {0};
    const struct vocabulary_concept *known = facts_known_concept(r->vocabulary, key);
    if (!known)
        return true;
    if (!graph_find_concept(r->db, key, r->scratch, &row, &moved, &reason))
        return reason.code == ERR_NOT_FOUND ||
               err_set_detail(e, reason.code, reason.detail, "%s", reason.msg);
    return !str_eq(row.key, key) || put_known(r, known, key, &node, e);
}

bool resolve_own_name(struct resolver *r, uint64_t key, struct err *e)
{
    struct fact_carrier *found;
    size_t n;
    if (!find_by_key(r, key, &found, &n, e))
        return false;
    for (size_t i = 0; i < n; i++) {
        struct fact_concept f;
        if (!load_concept(r, found[i].ref, &f, e) || !resolve_own_names(r, f.key, e))
            return false;
    }
    return true;
}

/* ---- discovered concepts ---- */

/* The key that people's words give a mention: by a label that they gave a concept, else by a merge. */
static struct str decided_key(const struct resolver *r, const struct concept_member *m)
{
    struct str owner = ledger_owner_of_labels(r->ledger, m->fact.labels, r->scratch);
    return owner.n ? owner : concept_groups_survivor(r->ledger, m->fact.key);
}

/* What the members are by people's words: the first by key, of the vocabulary (`*known`) and among those
 * that have a label which people gave a concept (`*owner`). */
struct decided {
    struct str known, owner;
    bool is_hidden;
};

static void keep_first(struct str key, struct str *best)
{
    if (!best->n || str_cmp(key, *best) < 0)
        *best = key;
}

static struct decided find_decided(const struct resolver *r, const struct concept_member *members,
                                   size_t n)
{
    struct decided d = {0};
    for (size_t i = 0; i < n; i++) {
        struct str key = decided_key(r, &members[i]);
        struct str owner = ledger_owner_of_labels(r->ledger, members[i].fact.labels, r->scratch);
        if (facts_known_concept(r->vocabulary, key))
            keep_first(key, &d.known);
        if (owner.n)
            keep_first(owner, &d.owner);
        d.is_hidden = d.is_hidden || ledger_hides_concept(r->ledger, key);
    }
    return d;
}

static bool find_node(struct resolver *r, const struct concept_member *members, size_t n,
                      int64_t *node, struct err *e)
{
    struct concept_row row;
    struct decided d = find_decided(r, members, n);
    *node = 0;
    if (d.is_hidden)
        return true;
    if (d.known.n)
        return place_known(r, d.known, node, e);
    concept_row_merge(r->ledger, members, n, r->scratch, &row);
    row.key = d.owner.n ? d.owner : concept_groups_survivor(r->ledger, row.key);
    ledger_edit_concept(r->ledger, r->scratch, &row);
    if (!graph_put_concept(r->db, &row, e))
        return false;
    *node = row.id;
    return true;
}

static bool place_discovered(struct resolver *r, const struct concept_member *members, size_t n,
                             struct err *e)
{
    int64_t node;
    if (!find_node(r, members, n, &node, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!resolve_set_node(r, members[i].ref, node, e))
            return false;
    return true;
}

/* The members of each group, in their order. */
static bool place_groups(struct resolver *r, const struct concept_member *members, size_t n,
                         const uint32_t *group, struct err *e)
{
    struct concept_member *part = ARENA_ARRAY(r->scratch, struct concept_member, n);
    for (uint32_t first = 0; first < n; first++) {
        size_t n_part = 0;
        for (size_t i = first; i < n && group[first] == first; i++)
            if (group[i] == first)
                part[n_part++] = members[i];
        if (n_part && !place_discovered(r, part, n_part, e))
            return false;
    }
    return true;
}

bool resolve_discovered(struct resolver *r, const struct ref_list *refs, struct err *e)
{
    struct concept_member *members = ARENA_ARRAY(r->scratch, struct concept_member, refs->n);
    uint32_t *group = ARENA_ARRAY(r->scratch, uint32_t, refs->n);
    for (size_t i = 0; i < refs->n; i++) {
        members[i].ref = refs->items[i];
        if (!load_concept(r, refs->items[i], &members[i].fact, e))
            return false;
    }
    concept_split(r->ledger, members, refs->n, r->scratch, group);
    return place_groups(r, members, refs->n, group, e);
}
