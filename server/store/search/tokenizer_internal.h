/* tokenizer_internal.h: what a connection adds to FTS5: our tokenizer and our measure of closeness. */
#ifndef PS_STORE_TOKENIZER_INTERNAL_H
#define PS_STORE_TOKENIZER_INTERNAL_H

#include "base/err.h"

struct db;

MUST_USE bool tokenizer_register(struct db *db, struct err *e);

#endif
