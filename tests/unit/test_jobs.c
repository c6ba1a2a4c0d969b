#include "app/jobs.h"

#include <sched.h>
#include <stdatomic.h>
#include <time.h>

#include "base/clock.h"
#include "check.h"

struct work {
    atomic_uint n_run;
    atomic_bool go;
};

static void nap(void)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
}

static bool count_up(void *context, struct job *job, struct err *e)
{
    struct work *w = context;
    (void)e;
    job_progress(job, 7, 9, "things");
    atomic_fetch_add(&w->n_run, 1);
    return true;
}

static bool wait_for_end(void *context, struct job *job, struct err *e)
{
    struct work *w = context;
    while (!atomic_load(&w->go)) {
        if (job_is_cancelled(job))
            return err_set(e, ERR_INTERRUPTED, "Cancelled.");
        nap();
    }
    return err_set(e, ERR_IO, "It broke.");
}

static struct job_info wait_until_ended(struct jobs *j, const char *id)
{
    struct job_info info;
    struct err e = {0};
    do {
        nap();
        check_ok(jobs_get(j, str_from(id), &info, &e), e);
    } while (info.state == JOB_QUEUED || info.state == JOB_RUNNING);
    return info;
}

static void a_job_runs_and_tells_how_far_it_is(void **state)
{
    (void)state;
    struct work w = {0};
    struct err e = {0};
    struct job_info info;
    struct jobs *j = jobs_new();
    check_ok(jobs_add(j, "count", count_up, &w, 0, &info, &e), e);
    assert_string_equal(info.id, "j_1");
    info = wait_until_ended(j, info.id);
    assert_int_equal(info.state, JOB_DONE);
    assert_int_equal(info.done, 7);
    assert_int_equal(info.total, 9);
    assert_string_equal(info.unit, "things");
    assert_true(info.ended_ms >= info.started_ms && info.started_ms >= info.created_ms);
    jobs_free(j);
}

/* A second of the same kind joins the one that waits; the delay begins again. */
static void jobs_of_a_kind_do_not_pile_up(void **state)
{
    (void)state;
    struct work w = {0};
    struct err e = {0};
    struct job_info first, second;
    struct jobs *j = jobs_new();
    int64_t begin = clock_monotonic_ms();
    check_ok(jobs_add(j, "count", count_up, &w, 60000, &first, &e), e);
    check_ok(jobs_add(j, "count", count_up, &w, 30, &second, &e), e);
    assert_string_equal(first.id, second.id);
    assert_int_equal(wait_until_ended(j, first.id).state, JOB_DONE);
    assert_true(clock_monotonic_ms() - begin >= 30);
    assert_int_equal(atomic_load(&w.n_run), 1);
    jobs_free(j);
}

static void a_job_is_cancelled_or_fails(void **state)
{
    (void)state;
    struct work w = {0};
    struct err e = {0};
    struct job_info running, waiting, info;
    struct jobs *j = jobs_new();
    check_ok(jobs_add(j, "wait", wait_for_end, &w, 0, &running, &e), e);
    check_ok(jobs_add(j, "other", count_up, &w, 60000, &waiting, &e), e);
    check_ok(jobs_cancel(j, str_from(waiting.id), &info, &e), e);
    assert_int_equal(info.state, JOB_CANCELLED);
    check_ok(jobs_cancel(j, str_from(running.id), &info, &e), e);
    assert_int_equal(wait_until_ended(j, running.id).state, JOB_CANCELLED);
    atomic_store(&w.go, true);
    check_ok(jobs_add(j, "wait", wait_for_end, &w, 0, &running, &e), e);
    info = wait_until_ended(j, running.id);
    assert_int_equal(info.state, JOB_FAILED);
    assert_string_equal(info.error.msg, "It broke.");
    assert_false(jobs_get(j, STR("j_99"), &info, &e));
    assert_int_equal(e.code, ERR_NOT_FOUND);
    jobs_free(j);
}

/* The end of the program does not wait for the end of a job. */
static void freeing_cancels_what_runs(void **state)
{
    (void)state;
    struct work w = {0};
    struct err e = {0};
    struct job_info info;
    struct jobs *j = jobs_new();
    check_ok(jobs_add(j, "wait", wait_for_end, &w, 0, &info, &e), e);
    do {
        nap();
        check_ok(jobs_get(j, str_from(info.id), &info, &e), e);
    } while (info.state == JOB_QUEUED);
    int64_t begin = clock_monotonic_ms();
    jobs_free(j);
    assert_true(clock_monotonic_ms() - begin < 2000);
}

static void the_oldest_jobs_are_forgotten(void **state)
{
    (void)state;
    struct work w = {0};
    struct err e = {0};
    struct job_info info, *list;
    struct jobs *j = jobs_new();
    struct arena *a = arena_new();
    size_t n;
    for (size_t i = 0; i < 70; i++) {
        check_ok(jobs_add(j, "count", count_up, &w, 0, &info, &e), e);
        (void)wait_until_ended(j, info.id);
    }
    jobs_list(j, a, &list, &n);
    assert_int_equal(n, 64);
    assert_string_equal(list[0].id, "j_70");
    assert_string_equal(list[63].id, "j_7");
    arena_free(a);
    jobs_free(j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_runs_and_tells_how_far_it_is),
        cmocka_unit_test(jobs_of_a_kind_do_not_pile_up),
        cmocka_unit_test(a_job_is_cancelled_or_fails),
        cmocka_unit_test(freeing_cancels_what_runs),
        cmocka_unit_test(the_oldest_jobs_are_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
