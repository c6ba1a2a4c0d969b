/* field_internal.h: a field as a row of select_fields.def, and how its values stand in the columns. */
#ifndef PS_STORE_FIELD_INTERNAL_H
#define PS_STORE_FIELD_INTERNAL_H

#include "store/select.h"
#include "store/statement_internal.h"

enum select_shape {
    SHAPE_PUBLIC_ID,  /* the number of a public id; found by it */
    SHAPE_TEXT,       /* one text a row */
    SHAPE_LIST,       /* JSON array of texts */
    SHAPE_SHOWN_LIST, /* an array in `values`, one text a row in `scan` */
    SHAPE_DOI,        /* those of an array that begin with "doi:", without it */
    SHAPE_ARXIV,
    SHAPE_LABELS, /* JSON object of labels, JSON array of alternatives */
    SHAPE_NUMBER,
    SHAPE_DATE,      /* ISO text, shown as yyyymmdd */
    SHAPE_WORD,      /* word.id */
    SHAPE_NODE,      /* row of a paper or concept */
    SHAPE_NEIGHBOUR, /* the same; ?2 is the word "rejected" */
    SHAPE_STATE,     /* the reading state of the person who asks, her name the last parameter */
    SHAPE_RATING     /* a number of hers */
};

/* A field that has no such statement. */
#define STMT_NONE STMT_COUNT

enum select_via { VIA_NONE, VIA_NOTES };

struct select_field {
    enum select_kind kind;
    const char *name;
    enum select_shape shape;
    enum statement_id scan, values, find, walk;
    enum select_via via;
};

/* Calls `take` with each value that the columns from `column` of the current row hold; false stops. */
typedef bool (*value_taker)(void *context, const struct select_value *value);
MUST_USE bool field_read_values(const struct select_field *f, struct stmt *s, int column,
                                bool is_scan, struct arena *a, value_taker take, void *context,
                                struct err *e);

#endif
