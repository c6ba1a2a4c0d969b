#include "app/decide/decide_internal.h"

#include <stdlib.h>

#include "app/json.h"
#include "app/resolve/ledger_internal.h"
#include "base/arena.h"
#include "base/clock.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/secret.h"

#define ID_DIGITS 16

/* ---- reading ---- */

/* From the last to the first: what a revert that counts names does not count. */
static void mark_reverted(struct decision *items, size_t n, struct arena *a)
{
    struct map *by_id = map_new(a);
    for (size_t i = 0; i < n; i++)
        *map_put(by_id, items[i].id, NULL) = i;
    for (size_t i = n; i-- > 0;) {
        const uint64_t *target = map_get(by_id, items[i].reverts);
        if (items[i].kind == DECISION_REVERT && !items[i].is_reverted && target && *target < i)
            items[*target].is_reverted = true;
    }
}

bool decide_list(struct db *db, struct arena *a, struct decision **out, size_t *n, struct err *e)
{
    struct decision_row *rows;
    if (!decision_list_all(db, a, &rows, n, e))
        return false;
    *out = ARENA_ARRAY(a, struct decision, *n);
    for (size_t i = 0; i < *n; i++)
        decision_from_row(&rows[i], a, &(*out)[i]);
    mark_reverted(*out, *n, a);
    return true;
}

bool decide_get(struct db *db, struct str id, struct arena *a, struct decision *out, struct err *e)
{
    struct decision *all;
    size_t n;
    if (!decide_list(db, a, &all, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (str_eq(all[i].id, id)) {
            *out = all[i];
            return true;
        }
    return err_set(e, ERR_NOT_FOUND,
                   "There is no decision \"%.*s\"; GET /api/v1/decisions lists them.", STR_FMT(id));
}

/* ---- state ---- */

static int ascending(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static bool is_made_by_hand(struct db *db, const struct graph_anchor *anchor, struct arena *a,
                            bool *out, struct err *e)
{
    struct decision *all;
    size_t n;
    if (!decide_list(db, a, &all, &n, e))
        return false;
    for (size_t i = 0; i < n; i++)
        if (!all[i].is_reverted && str_eq(all[i].first.key, anchor->key) &&
            (all[i].kind == DECISION_ADD_PAPER || all[i].kind == DECISION_ADD_CONCEPT))
            *out = true;
    return true;
}

/* A hidden thing has no node, but is there as long as mentions of it are. */
static bool state_of_hidden(struct db *db, const struct decision *d, struct arena *a,
                            const char **out, struct err *e)
{
    struct fact_carrier *found;
    int64_t *notes;
    size_t n, n_notes, n_keys;
    uint64_t *keys = ledger_anchor_keys(&d->first, a, &n_keys);
    qsort(keys, n_keys, sizeof(*keys), ascending);
    if (!fact_by_keys(db, keys, n_keys, a, &found, &n, e) ||
        !hidden_mention_list(db, d->first.key, a, &notes, &n_notes, e))
        return false;
    bool is_there = n || n_notes;
    if (!is_there && !is_made_by_hand(db, &d->first, a, &is_there, e))
        return false;
    *out = is_there ? "active" : "dormant";
    return true;
}

/* Of two things: whether they are one. */
static bool state_of_pair(struct db *db, const struct decision *d, const char **out, struct err *e)
{
    int64_t first = 0, second = 0;
    if (!graph_find_anchor(db, &d->first, &first, e) ||
        !graph_find_anchor(db, &d->second, &second, e))
        return false;
    bool are_one = first == second;
    *out = !first || !second                        ? "dormant"
           : are_one == (d->kind == DECISION_MERGE) ? "active"
                                                    : "overruled";
    return true;
}

static bool state_of_edge(struct db *db, const struct decision *d, struct arena *a,
                          const char **out, struct err *e)
{
    struct str standing;
    int64_t edge;
    if (!decided_edge_find(db, d, a, &edge, e) || !decided_edge_get(db, edge, a, &standing, e))
        return false;
    *out = !edge ? "dormant" : !standing.n || str_eq(standing, d->id) ? "active" : "overruled";
    return true;
}

static bool state_of_target(struct db *db, const struct decision *d, const char **out,
                            struct err *e)
{
    int64_t target = 0;
    if (!graph_find_anchor(db, &d->first, &target, e))
        return false;
    *out = target ? "active" : "dormant";
    return true;
}

static bool find_state(struct db *db, const struct decision *d, struct arena *a, const char **out,
                       struct err *e)
{
    if (!d->first.key.n)
        return true;
    if (decision_is_about_edge(d->kind))
        return state_of_edge(db, d, a, out, e);
    if (d->kind == DECISION_HIDE)
        return state_of_hidden(db, d, a, out, e);
    if (d->kind == DECISION_MERGE || d->kind == DECISION_DISTINCT)
        return state_of_pair(db, d, out, e);
    return state_of_target(db, d, out, e);
}

bool decide_state(struct db *db, const struct decision *d, const char **out, struct err *e)
{
    *out = d->is_reverted ? "reverted" : "active";
    if (d->is_reverted)
        return true;
    struct arena *a = arena_new();
    bool ok = find_state(db, d, a, out, e);
    arena_free(a);
    return ok;
}

bool decide_to_json(struct db *db, const struct decision *d, json_t **out, struct err *e)
{
    const char *state;
    char at[CLOCK_TEXT];
    if (!decide_state(db, d, &state, e))
        return false;
    clock_format(d->at_ms, at);
    json_t *body = decision_body(d);
    *out = json_pack("{s:o, s:s, s:o, s:s, s:o, s:s}", "id", json_make_text(d->id), "at", at,
                     "author", json_make_text(d->author), "kind", decision_kind_name(d->kind),
                     "reason", json_make_text_or_null(d->reason), "state", state);
    (void)json_object_update(*out, body);
    json_decref(body);
    return true;
}

/* ---- recording ---- */

/* Later than all others, whatever the clock says: what is decided last stands. */
static bool next_ms(struct db *db, int64_t *out, struct err *e)
{
    int64_t last = 0;
    if (!decision_last_ms(db, &last, e))
        return false;
    int64_t now = clock_unix_ms();
    *out = now > last ? now : last + 1;
    return true;
}

static struct str make_id(struct arena *a)
{
    char digits[ID_DIGITS + 1];
    secret_make(digits, ID_DIGITS);
    return str_from(arena_printf(a, "d_%s", digits));
}

static struct str hash_of(const json_t *request, struct arena *a)
{
    char hash[SHA256_HEX + 1];
    hash_sha256_hex(json_print(request, JSON_COMPACT | JSON_SORT_KEYS, a), hash);
    return str_copy(a, str_from(hash));
}

static bool add_row(struct db *db, const struct decision *d, struct str request_hash,
                    struct arena *a, struct err *e)
{
    json_t *body = decision_body(d);
    struct decision_row row = {
        .id = d->id,
        .at_ms = d->at_ms,
        .author = d->author,
        .kind = str_from(decision_kind_name(d->kind)),
        .reason = d->reason,
        .body = json_print(body, JSON_COMPACT | JSON_SORT_KEYS, a),
        .request_hash = request_hash,
    };
    json_decref(body);
    return decision_add(db, &row, e);
}

bool decision_find_concerned(struct db *db, const struct decision *d, struct arena *a,
                             struct decision *out, bool *found, struct err *e)
{
    *out = *d;
    *found = true;
    while (*found && out->kind == DECISION_REVERT) {
        struct decision_row row;
        if (!decision_get(db, out->reverts, a, &row, found, e))
            return false;
        if (*found)
            decision_from_row(&row, a, out);
    }
    return true;
}

bool decision_put(const struct library *l, struct db *db, const struct decision *d,
                  struct str request_hash, struct arena *a, struct err *e)
{
    struct decision concerned;
    bool found;
    if (!add_row(db, d, request_hash, a, e) ||
        !decision_find_concerned(db, d, a, &concerned, &found, e))
        return false;
    return !found || resolve_decided(l, db, &concerned, 1, e);
}

struct recording {
    struct library *library;
    const json_t *request;
    struct str author;
    struct arena *arena;
    struct db *db;
};

static bool record_new(struct recording *r, struct decision *out, struct err *e)
{
    if (!decision_read_request(r->library->vocabulary, r->db, r->request, r->arena, out, e) ||
        !next_ms(r->db, &out->at_ms, e))
        return false;
    if (!out->id.n)
        out->id = make_id(r->arena);
    out->author = r->author;
    return decision_put(r->library, r->db, out, hash_of(r->request, r->arena), r->arena, e);
}

static bool find_known(struct recording *r, struct decision *out, bool *found, struct err *e)
{
    const json_t *id = json_object_get(r->request, "id");
    struct decision_row row;
    *found = false;
    if (!json_is_string(id))
        return true;
    struct str text = str_of(json_string_value(id), json_string_length(id));
    if (!decision_get(r->db, text, r->arena, &row, found, e))
        return false;
    if (!*found)
        return true;
    if (!str_eq(row.request_hash, hash_of(r->request, r->arena)))
        return err_set(e, ERR_CONFLICT,
                       "/id: \"%.*s\" stands for another decision. Choose another id.",
                       STR_FMT(text));
    return decide_get(r->db, text, r->arena, out, e);
}

static bool record(struct recording *r, struct decision *out, bool *is_new, struct err *e)
{
    bool found;
    if (!find_known(r, out, &found, e))
        return false;
    *is_new = !found;
    return found || record_new(r, out, e);
}

static bool record_each(struct recording *r, const json_t *requests, struct decision *out,
                        bool *is_new, struct err *e)
{
    size_t i;
    json_t *request;
    *is_new = false;
    json_array_foreach((json_t *)(uintptr_t)requests, i, request)
    {
        bool is_one_new;
        r->request = request;
        if (!record(r, &out[i], &is_one_new, e))
            return false;
        *is_new = *is_new || is_one_new;
    }
    return true;
}

static bool record_durably(struct recording *r, const json_t *requests, struct decision *out,
                           bool *is_new, struct err *e)
{
    if (!store_write_begin(r->library->store, &r->db, e))
        return false;
    if (record_each(r, requests, out, is_new, e) && store_write_commit(r->db, e))
        return true;
    store_write_rollback(r->db);
    return false;
}

bool decide_record_all(struct library *l, const json_t *requests, struct str author,
                       struct arena *a, struct decision *out, bool *is_new, struct err *e)
{
    struct recording r = {.library = l, .author = author, .arena = a};
    library_lock_for_notes(l);
    bool ok = record_durably(&r, requests, out, is_new, e);
    library_unlock(l);
    return ok;
}

bool decide_record(struct library *l, const json_t *request, struct str author, struct arena *a,
                   struct decision *out, bool *is_new, struct err *e)
{
    json_t *requests = json_pack("[O]", request);
    bool ok = decide_record_all(l, requests, author, a, out, is_new, e);
    json_decref(requests);
    return ok;
}
