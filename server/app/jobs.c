#include "app/jobs.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"

#define JOBS_KEPT 64

struct job {
    struct jobs *jobs;
    struct job_info info;
    job_fn *run;
    void *context;
    int64_t not_before_ms; /* on the monotonic clock */
    atomic_bool is_cancelled;
};

struct jobs {
    struct arena *arena; /* which they are in */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    pthread_t thread;
    bool has_thread, is_stopping;
    uint64_t n_added;
    struct job kept[JOBS_KEPT]; /* the i-th job added stands at i % JOBS_KEPT */
};

const char *job_state_name(enum job_state state)
{
    static const char *const names[] = {
#define JOB_STATE_NAME(name, text) text,
        JOB_STATES(JOB_STATE_NAME)
#undef JOB_STATE_NAME
    };
    return names[state];
}

struct jobs *jobs_new(void)
{
    struct arena *a = arena_new();
    struct jobs *j = ARENA_NEW(a, struct jobs);
    j->arena = a;
    (void)pthread_mutex_init(&j->mutex, NULL);
    pthread_condattr_t attributes;
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&j->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    return j;
}

static bool has_ended(const struct job *job)
{
    return job->info.state != JOB_QUEUED && job->info.state != JOB_RUNNING;
}

/* ---- the thread; all with the mutex held but for the work itself ---- */

static size_t n_kept(const struct jobs *j)
{
    return j->n_added < JOBS_KEPT ? (size_t)j->n_added : JOBS_KEPT;
}

/* The one that waits for the earliest moment, or NULL. */
static struct job *next_job(struct jobs *j)
{
    struct job *next = NULL;
    for (size_t i = 0; i < n_kept(j); i++) {
        struct job *job = &j->kept[i];
        if (job->info.state == JOB_QUEUED && (!next || job->not_before_ms < next->not_before_ms))
            next = job;
    }
    return next;
}

static void wait_until(struct jobs *j, int64_t monotonic_ms)
{
    struct timespec until = {.tv_sec = monotonic_ms / 1000,
                             .tv_nsec = monotonic_ms % 1000 * 1000000};
    (void)pthread_cond_timedwait(&j->changed, &j->mutex, &until);
}

static enum job_state outcome(const struct job *job, bool done)
{
    if (done)
        return JOB_DONE;
    return atomic_load(&job->is_cancelled) ? JOB_CANCELLED : JOB_FAILED;
}

static void run(struct jobs *j, struct job *job)
{
    struct err e = {0};
    job->info.state = JOB_RUNNING;
    job->info.started_ms = clock_unix_ms();
    (void)pthread_mutex_unlock(&j->mutex);
    bool done = job->run(job->context, job, &e);
    (void)pthread_mutex_lock(&j->mutex);
    job->info.ended_ms = clock_unix_ms();
    job->info.state = outcome(job, done);
    job->info.error = e;
    if (job->info.state == JOB_FAILED)
        LOG_ERROR("jobs", "job failed", "job=%s kind=%s problem=\"%s\" detail=\"%s\"", job->info.id,
                  job->info.kind, e.msg, e.detail);
    else
        LOG_INFO("jobs", "job ended", "job=%s kind=%s state=%s ms=%lld", job->info.id,
                 job->info.kind, job_state_name(job->info.state),
                 (long long)(job->info.ended_ms - job->info.started_ms));
}

static void *work(void *context)
{
    struct jobs *j = context;
    (void)pthread_mutex_lock(&j->mutex);
    while (!j->is_stopping) {
        struct job *job = next_job(j);
        if (!job)
            (void)pthread_cond_wait(&j->changed, &j->mutex);
        else if (job->not_before_ms > clock_monotonic_ms())
            wait_until(j, job->not_before_ms);
        else
            run(j, job);
    }
    (void)pthread_mutex_unlock(&j->mutex);
    return NULL;
}

void jobs_free(struct jobs *j)
{
    if (!j)
        return;
    (void)pthread_mutex_lock(&j->mutex);
    j->is_stopping = true;
    for (size_t i = 0; i < n_kept(j); i++)
        atomic_store(&j->kept[i].is_cancelled, true);
    (void)pthread_cond_broadcast(&j->changed);
    (void)pthread_mutex_unlock(&j->mutex);
    if (j->has_thread)
        (void)pthread_join(j->thread, NULL);
    (void)pthread_cond_destroy(&j->changed);
    (void)pthread_mutex_destroy(&j->mutex);
    arena_free(j->arena);
}

/* ---- adding ---- */

static struct job *find_waiting(struct jobs *j, const char *kind)
{
    for (size_t i = 0; i < n_kept(j); i++)
        if (j->kept[i].info.state == JOB_QUEUED && strcmp(j->kept[i].info.kind, kind) == 0)
            return &j->kept[i];
    return NULL;
}

static struct job *make(struct jobs *j, const char *kind, job_fn *run_job, void *context)
{
    struct job *job = &j->kept[j->n_added % JOBS_KEPT];
    if (j->n_added >= JOBS_KEPT && !has_ended(job))
        return NULL;
    *job = (struct job){.jobs = j, .run = run_job, .context = context};
    atomic_init(&job->is_cancelled, false);
    job->info.kind = kind;
    job->info.created_ms = clock_unix_ms();
    (void)snprintf(job->info.id, sizeof(job->info.id), "j_%llu", (unsigned long long)++j->n_added);
    return job;
}

static bool start_thread(struct jobs *j, struct err *e)
{
    if (!j->has_thread)
        j->has_thread = pthread_create(&j->thread, NULL, work, j) == 0;
    return j->has_thread || err_set(e, ERR_INTERNAL, "No thread could be started.");
}

static bool add(struct jobs *j, const char *kind, job_fn *run_job, void *context, int64_t delay_ms,
                struct job_info *out, struct err *e)
{
    struct job *job = find_waiting(j, kind);
    if (!start_thread(j, e))
        return false;
    if (!job)
        job = make(j, kind, run_job, context);
    if (!job)
        return err_set(e, ERR_BUSY, "Too many jobs are waiting. Try again later.");
    job->not_before_ms = clock_monotonic_ms() + delay_ms;
    (void)pthread_cond_broadcast(&j->changed);
    *out = job->info;
    return true;
}

bool jobs_add(struct jobs *j, const char *kind, job_fn *run_job, void *context, int64_t delay_ms,
              struct job_info *out, struct err *e)
{
    (void)pthread_mutex_lock(&j->mutex);
    bool done = add(j, kind, run_job, context, delay_ms, out, e);
    (void)pthread_mutex_unlock(&j->mutex);
    return done;
}

/* ---- asking ---- */

void jobs_list(struct jobs *j, struct arena *a, struct job_info **out, size_t *n)
{
    (void)pthread_mutex_lock(&j->mutex);
    *n = n_kept(j);
    *out = ARENA_ARRAY(a, struct job_info, *n);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = j->kept[(j->n_added - 1 - i) % JOBS_KEPT].info;
    (void)pthread_mutex_unlock(&j->mutex);
}

static struct job *find(struct jobs *j, struct str id)
{
    for (size_t i = 0; i < n_kept(j); i++)
        if (str_eq(id, str_from(j->kept[i].info.id)))
            return &j->kept[i];
    return NULL;
}

static bool with_job(struct jobs *j, struct str id, bool cancels, struct job_info *out,
                     struct err *e)
{
    (void)pthread_mutex_lock(&j->mutex);
    struct job *job = find(j, id);
    if (job && cancels)
        atomic_store(&job->is_cancelled, true);
    if (job && cancels && job->info.state == JOB_QUEUED) {
        job->info.state = JOB_CANCELLED;
        job->info.ended_ms = clock_unix_ms();
    }
    if (job)
        *out = job->info;
    (void)pthread_mutex_unlock(&j->mutex);
    return job || err_set(e, ERR_NOT_FOUND,
                          "There is no job \"%.*s\". GET /api/v1/jobs lists them.", STR_FMT(id));
}

bool jobs_get(struct jobs *j, struct str id, struct job_info *out, struct err *e)
{
    return with_job(j, id, false, out, e);
}

bool jobs_cancel(struct jobs *j, struct str id, struct job_info *out, struct err *e)
{
    return with_job(j, id, true, out, e);
}

/* ---- for the work ---- */

void job_progress(struct job *job, uint64_t done, uint64_t total, const char *unit)
{
    struct jobs *j = job->jobs;
    (void)pthread_mutex_lock(&j->mutex);
    job->info.done = done;
    job->info.total = total;
    job->info.unit = unit;
    (void)pthread_mutex_unlock(&j->mutex);
}

bool job_is_cancelled(const struct job *job)
{
    return atomic_load(&job->is_cancelled);
}
