/* plain_internal.h: text of notes, of file names and of servers as it may go to a terminal: control characters, which
 * could move the cursor or change what stands there, become blanks (C0, DEL, and C1 in UTF-8). */
#ifndef PS_CLI_PLAIN_INTERNAL_H
#define PS_CLI_PLAIN_INTERNAL_H

#include <stdio.h>

#include "base/strbuf.h"

void plain_add(struct strbuf *out, struct str text);
/* A message on standard error: "before", the text without control characters, "after". */
void plain_say(const char *before, struct str text, const char *after);

#endif
