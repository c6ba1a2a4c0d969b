#include "app/jobs.h"

#include "api_internal.h"
#include "base/arena.h"
#include "base/clock.h"

static json_t *time_to_json(int64_t unix_ms)
{
    char text[CLOCK_TEXT];
    if (!unix_ms)
        return json_null();
    clock_format(unix_ms, text);
    return json_string(text);
}

json_t *shape_job(const struct job_info *job)
{
    json_t *o = json_object();
    json_put(o, "type", json_string("job"));
    json_put(o, "id", json_string(job->id));
    json_put(o, "kind", json_string(job->kind));
    json_put(o, "state", json_string(job_state_name(job->state)));
    json_put(o, "done", json_integer((json_int_t)job->done));
    json_put(o, "total", job->total ? json_integer((json_int_t)job->total) : json_null());
    json_put(o, "unit", job->unit ? json_string(job->unit) : json_null());
    json_put(o, "created", time_to_json(job->created_ms));
    json_put(o, "started", time_to_json(job->started_ms));
    json_put(o, "ended", time_to_json(job->ended_ms));
    json_put(o, "error", job->state == JOB_FAILED ? json_string(job->error.msg) : json_null());
    json_put(o, "links", json_pack("{s:o}", "self", json_sprintf("/api/v1/jobs/%s", job->id)));
    return o;
}

/* What jobs do changes while the graph does not: never answered from a cache. */
static bool send(struct request *q, struct response *r, json_t *body, struct err *e)
{
    response_header(r, "Cache-Control", STR("no-store"));
    return api_send(q, r, body, e);
}

bool api_jobs_list(void *context, struct request *q, struct response *r, struct err *e)
{
    const struct api *api = context;
    struct job_info *jobs;
    size_t n;
    jobs_list(api->library->jobs, q->arena, &jobs, &n);
    json_t *items = json_array();
    for (size_t i = 0; i < n; i++)
        (void)json_array_append_new(items, shape_job(&jobs[i]));
    return send(q, r, json_pack("{s:o}", "items", items), e);
}

bool api_jobs_show(void *context, struct request *q, struct response *r, struct err *e)
{
    const struct api *api = context;
    struct job_info job;
    return jobs_get(api->library->jobs, request_path_param(q, "id"), &job, e) &&
           send(q, r, shape_job(&job), e);
}

bool api_jobs_cancel(void *context, struct request *q, struct response *r, struct err *e)
{
    const struct api *api = context;
    struct job_info job;
    return jobs_cancel(api->library->jobs, request_path_param(q, "id"), &job, e) &&
           send(q, r, shape_job(&job), e);
}
