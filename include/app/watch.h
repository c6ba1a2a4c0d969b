/* watch.h: keeps the library equal to a folder while the server runs (inotify).
 *
 * Changes are gathered until the folder has been quiet for 100 ms (an editor writes in several
 * steps), at most 500 ms; then one ingest_sync. Symbolic links are not followed. When inotify is not
 * to be had (limits, some mounted folders) the folder is looked through every 2 s instead. */
#ifndef PS_APP_WATCH_H
#define PS_APP_WATCH_H

#include "app/library.h"

struct watch;

/* Starts a thread of its own. */
MUST_USE bool watch_start(struct library *l, const char *folder, struct watch **out, struct err *e);
void watch_stop(struct watch *w); /* NULL is fine */

#endif
