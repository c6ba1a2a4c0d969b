#include "store/search/tokenizer_internal.h"

#include "store/search/search_token_internal.h"
#include "store/store_internal.h"

#define COLUMNS_MAX 3
#define PHRASES_MAX 32
#define LENGTH_MAX  3.0 /* longer counts no more: where most rows are empty the average is near 0 */

/* ---- tokenizer "paperstack" ---- */

/* FTS5 wants a handle for each table. Ours has no state: the connection serves as one. */
static int tokenizer_create(void *context, const char **args, int n_args, Fts5Tokenizer **out)
{
    (void)args;
    (void)n_args;
    *out = context;
    return SQLITE_OK;
}

static void tokenizer_delete(Fts5Tokenizer *tokenizer)
{
    (void)tokenizer;
}

typedef int (*fts5_token_sink)(void *context, int flags, const char *p, int n, int begin, int end);

struct adapter {
    void *context;
    fts5_token_sink sink;
};

static int pass_on(void *context, const struct search_token *t)
{
    const struct adapter *to = context;
    return to->sink(to->context, t->is_colocated ? FTS5_TOKEN_COLOCATED : 0, t->text.p,
                    (int)t->text.n, (int)t->begin, (int)t->end);
}

static int tokenizer_run(Fts5Tokenizer *tokenizer, void *context, int flags, const char *text,
                         int n, fts5_token_sink sink)
{
    (void)tokenizer;
    struct adapter to = {context, sink};
    struct str s = n > 0 ? str_of(text, (size_t)n) : STR_EMPTY;
    return search_token_each(s, flags & FTS5_TOKENIZE_QUERY, pass_on, &to);
}

/* ---- closeness(table, weight of each column …) ---- */

struct column {
    double weight;
    double length; /* tokens in this row over tokens in an average row */
};

static int read_columns(const Fts5ExtensionApi *api, Fts5Context *fts, int n,
                        sqlite3_value **weights, struct column *out)
{
    sqlite3_int64 n_rows = 0;
    int rc = api->xRowCount(fts, &n_rows);
    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        sqlite3_int64 total = 0;
        int length = 0;
        rc = api->xColumnTotalSize(fts, i, &total);
        if (rc == SQLITE_OK)
            rc = api->xColumnSize(fts, i, &length);
        double average = total > 0 && n_rows > 0 ? (double)total / (double)n_rows : 1;
        double relative = length / average;
        out[i] = (struct column){sqlite3_value_double(weights[i]),
                                 relative < LENGTH_MAX ? relative : LENGTH_MAX};
    }
    return rc;
}

static int count_hits(const Fts5ExtensionApi *api, Fts5Context *fts, int n_columns,
                      int hits[PHRASES_MAX][COLUMNS_MAX])
{
    int n = 0;
    int rc = api->xInstCount(fts, &n);
    for (int i = 0; i < n && rc == SQLITE_OK; i++) {
        int phrase;
        int column;
        int place;
        rc = api->xInst(fts, i, &phrase, &column, &place);
        if (rc == SQLITE_OK && phrase < PHRASES_MAX && column < n_columns)
            hits[phrase][column]++;
    }
    return rc;
}

/* Saturating, and less in a longer text: the middle factor of BM25 with k1 = 1.2 and b = 0.75
 * (Robertson and Zaragoza, 2009). */
static double saturate(int hits, double length)
{
    return hits / (hits + 1.2 * (0.25 + 0.75 * length));
}

static double best_column(const int hits[COLUMNS_MAX], const struct column *columns, int n)
{
    double best = 0;
    for (int i = 0; i < n; i++) {
        double score = columns[i].weight * saturate(hits[i], columns[i].length);
        if (hits[i] && score > best)
            best = score;
    }
    return best;
}

/* BM25 without the rarity of terms: that would have FTS5 walk through all rows of every term before
 * the first answer, and where all terms have to match it changes the order little. */
static void closeness(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *result,
                      int n_weights, sqlite3_value **weights)
{
    struct column columns[COLUMNS_MAX];
    int hits[PHRASES_MAX][COLUMNS_MAX] = {{0}};
    int n = n_weights < COLUMNS_MAX ? n_weights : COLUMNS_MAX;
    int rc = read_columns(api, fts, n, weights, columns);
    if (rc == SQLITE_OK)
        rc = count_hits(api, fts, n, hits);
    if (rc != SQLITE_OK) {
        sqlite3_result_error_code(result, rc);
        return;
    }
    double sum = 0;
    for (int phrase = 0; phrase < PHRASES_MAX; phrase++)
        sum += best_column(hits[phrase], columns, n);
    sqlite3_result_double(result, sum);
}

/* ---- registration ---- */

static fts5_api *find_api(struct db *db)
{
    fts5_api *api = NULL;
    STMT_SCOPE(s, db, FTS5_API);
    bind_pointer(&s, 1, &api, "fts5_api_ptr");
    (void)stmt_next(&s);
    return api;
}

bool tokenizer_register(struct db *db, struct err *e)
{
    static const fts5_tokenizer methods = {tokenizer_create, tokenizer_delete, tokenizer_run};
    fts5_api *api = find_api(db);
    if (!api)
        return err_set(e, ERR_INTERNAL, "This SQLite library has no full-text search (FTS5).");
    fts5_tokenizer copy = methods; /* the library wants it writable */
    int rc = api->xCreateTokenizer(api, "paperstack", db, &copy, NULL);
    if (rc == SQLITE_OK)
        rc = api->xCreateFunction(api, "closeness", NULL, closeness, NULL);
    return rc == SQLITE_OK || err_db(e, db, rc, "register tokenizer");
}
