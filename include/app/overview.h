/* overview.h: the graph seen from afar: clusters of nodes that belong together, named by the concepts that
 * tell most about them, and a place in the plane for every node.
 *
 * Clusters by Leiden over the edges, at two levels; places by ForceAtlas2, first of the clusters, then
 * inside each. Made by a job, since a large graph takes minutes, and stored; the next one begins where
 * this one ended, so that things stay where they were, and a cluster keeps its number while it keeps
 * most of its members. The first one depends on nothing but the graph.
 *
 * Threads: an overview never changes and is counted. */
#ifndef PS_APP_OVERVIEW_H
#define PS_APP_OVERVIEW_H

#include "app/jobs.h"
#include "app/library.h"
#include "store/cluster.h"

struct overview;

/* The stored picture as `db` shows it, read once a version; NULL when there is none. To be released. */
MUST_USE bool overview_get(const struct library *l, struct db *db, const struct overview **out,
                           struct err *e);
void overview_release(const struct overview *o); /* NULL is fine */
const struct picture *overview_picture(const struct overview *o);
/* Where the node with this public id stands; NULL when it is younger than the picture, or stands alone. */
const struct place_row *overview_place(const struct overview *o, struct str public_id);
/* NULL when there is no such cluster. */
const struct cluster_row *overview_cluster(const struct overview *o, int64_t id);

#define OVERVIEW_JOB "overview"
/* Queues the job that makes the picture, not before `delay_ms`; it is done at once when the stored one shows the graph
 * as it is. */
MUST_USE bool overview_start(struct library *l, int64_t delay_ms, struct job_info *out,
                             struct err *e);
/* The same when the stored picture does not show the graph as it is. */
MUST_USE bool overview_refresh(struct library *l, int64_t delay_ms, struct err *e);
/* What the job does; `stops` as in leiden_internal.h, or NULL. For tests. */
MUST_USE bool overview_make(struct library *l, struct job *job, struct err *e);

/* For struct library. */
struct overview_cache *overview_cache_new(void);
void overview_cache_free(struct overview_cache *c); /* NULL is fine */

#endif
