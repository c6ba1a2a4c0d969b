/* jobs.h: long work beside the questions: one thread does one job after the other.
 *
 * Jobs are known as long as the program runs, the last 64 of them. A job looks at job_is_cancelled often
 * and then returns false with ERR_INTERRUPTED. Threads: everything may be called from any. */
#ifndef PS_APP_JOBS_H
#define PS_APP_JOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct arena;
struct jobs;
struct job;

/* name on the wire */
#define JOB_STATES(X)                                                                              \
    X(QUEUED, "queued")                                                                            \
    X(RUNNING, "running")                                                                          \
    X(DONE, "done")                                                                                \
    X(FAILED, "failed")                                                                            \
    X(CANCELLED, "cancelled")

enum job_state {

#define JOB_STATE_MEMBER(name, text) JOB_##name,
    JOB_STATES(JOB_STATE_MEMBER)
#undef JOB_STATE_MEMBER
};

const char *job_state_name(enum job_state state);

#define JOB_ID_MAX 16

struct job_info {
    char id[JOB_ID_MAX]; /* "j_1" */
    const char *kind;    /* "overview" */
    enum job_state state;
    uint64_t done, total;                     /* of `unit`; total 0 = not known yet */
    const char *unit;                         /* "nodes"; NULL before the first progress */
    int64_t created_ms, started_ms, ended_ms; /* since 1970; 0 = not yet */
    struct err error;                         /* JOB_FAILED */
};

/* The work: false and `e` when it failed or was cancelled. */
typedef bool job_fn(void *context, struct job *job, struct err *e);

struct jobs *jobs_new(void);
/* Cancels what runs, waits for it and forgets what waits; NULL is fine. */
void jobs_free(struct jobs *j);

/* Queues `run`, not before `delay_ms` have passed; the thread is started with the first job. A job of this
 * kind that still waits is taken instead of a second one, and its delay begins again. `kind` is a
 * literal; `context` must live as long as the jobs. Errors: ERR_INTERNAL, ERR_BUSY. */
MUST_USE bool jobs_add(struct jobs *j, const char *kind, job_fn *run, void *context,
                       int64_t delay_ms, struct job_info *out, struct err *e);
/* Newest first. */
void jobs_list(struct jobs *j, struct arena *a, struct job_info **out, size_t *n);
/* Errors: ERR_NOT_FOUND. */
MUST_USE bool jobs_get(struct jobs *j, struct str id, struct job_info *out, struct err *e);
/* Asks it to stop; one that has ended stays as it is. `out` as it is now. Errors: ERR_NOT_FOUND. */
MUST_USE bool jobs_cancel(struct jobs *j, struct str id, struct job_info *out, struct err *e);

/* For the work itself. `unit` is a literal. */
void job_progress(struct job *job, uint64_t done, uint64_t total, const char *unit);
bool job_is_cancelled(const struct job *job);

#endif
