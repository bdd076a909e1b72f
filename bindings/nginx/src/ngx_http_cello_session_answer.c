/*
 * What the module adds to an answer: that it depends on the cookie, and the
 * cookie anew when its renewal is due.
 */

#include "ngx_http_cello_session.h"


static ngx_int_t
ngx_http_cello_session_renew(ngx_http_request_t              *r,
                             ngx_http_cello_session_signer_t *signer);
static ngx_uint_t       ngx_http_cello_session_is_set(ngx_http_request_t *r,
                                                      ngx_str_t          *cookie);
static ngx_uint_t       ngx_http_cello_session_list_sets(ngx_list_t *headers,
                                                         ngx_str_t  *cookie);
static ngx_uint_t       ngx_http_cello_session_varies(ngx_http_request_t *r);
static ngx_table_elt_t *ngx_http_cello_session_next(ngx_list_part_t **part,
                                                    ngx_uint_t       *i);
static ngx_int_t ngx_http_cello_session_add(ngx_http_request_t *r,
                                            ngx_str_t key, ngx_str_t value);


ngx_int_t
ngx_http_cello_session_answer(ngx_http_request_t *r)
{
    static ngx_str_t vary = ngx_string("Vary");
    static ngx_str_t cookie = ngx_string("Cookie");

    static ngx_str_t cache_control = ngx_string("Cache-Control");
    static ngx_str_t no_store = ngx_string("no-store");

    ngx_http_cello_session_ctx_t      *ctx;
    ngx_http_cello_session_loc_conf_t *lcf;

    lcf = ngx_http_get_module_loc_conf(r, ngx_http_cello_session_module);

    if (lcf->signer && lcf->renew
        && ngx_http_cello_session_renew(r, lcf->signer) != NGX_OK)
    {
        return NGX_ERROR;
    }

    ctx = ngx_http_cello_session_get_ctx(r);

    if (ctx == NULL) {
        return NGX_OK;
    }

    /* "expires" would let a browser keep the way to the login page. */

    if (ctx->refused
        && ngx_http_cello_session_add(r, cache_control, no_store) != NGX_OK)
    {
        return NGX_ERROR;
    }

    if (ngx_http_cello_session_varies(r)) {
        return NGX_OK;
    }

    return ngx_http_cello_session_add(r, vary, cookie);
}


static ngx_int_t
ngx_http_cello_session_renew(ngx_http_request_t              *r,
                             ngx_http_cello_session_signer_t *signer)
{
    static ngx_str_t set_cookie = ngx_string("Set-Cookie");
    static ngx_str_t cache_control = ngx_string("Cache-Control");
    static ngx_str_t no_cache = ngx_string("no-cache=\"Set-Cookie\"");

    char                              line[CELLO_SESSION_COOKIE_LINE_LEN_MAX];
    size_t                            len;
    uint64_t                          now;
    ngx_str_t                         value;
    cello_session_status              status;
    ngx_http_cello_session_reading_t *reading;

    reading = ngx_http_cello_session_read(r, signer);
    if (reading == NULL) {
        return NGX_ERROR;
    }

    if (!reading->info.renewal_due
        || ngx_http_cello_session_is_set(r, &signer->cookie))
    {
        return NGX_OK;
    }

    /*
     * A session may have begun a little ahead of this host's clock, after a
     * revocation even on purpose.  Its beginning must not move back.
     */

    now = ngx_max((uint64_t) ngx_time(), reading->info.began_at_unix_s);

    status = cello_session_cookie_write(&signer->signer, reading->session, now,
                                        line, sizeof(line), &len);

    if (status != CELLO_SESSION_OK) {
        ngx_log_error(NGX_LOG_WARN, r->connection->log, 0,
                      "cello_session: not renewed: %s",
                      cello_session_status_message(status));
        return NGX_OK;
    }

    value.len = len;
    value.data = ngx_pnalloc(r->pool, len);
    if (value.data == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(value.data, line, len);

    if (ngx_http_cello_session_add(r, set_cookie, value) != NGX_OK) {
        return NGX_ERROR;
    }

    return ngx_http_cello_session_add(r, cache_control, no_cache);
}


/*
 * Whether somebody else sets or deletes the cookie with this answer.  What the
 * upstream said counts too where nginx does not pass it on, as after
 * proxy_intercept_errors: it may have been a logout.
 */

static ngx_uint_t
ngx_http_cello_session_is_set(ngx_http_request_t *r, ngx_str_t *cookie)
{
    if (ngx_http_cello_session_list_sets(&r->headers_out.headers, cookie)) {
        return 1;
    }

    return r->upstream
           && ngx_http_cello_session_list_sets(
               &r->upstream->headers_in.headers, cookie);
}


static ngx_uint_t
ngx_http_cello_session_list_sets(ngx_list_t *headers, ngx_str_t *cookie)
{
    u_char          *p, *last;
    ngx_uint_t       i;
    ngx_list_part_t *part;
    ngx_table_elt_t *h;

    i = 0;
    part = &headers->part;

    while ((h = ngx_http_cello_session_next(&part, &i)) != NULL) {

        if (h->hash == 0 || h->key.len != sizeof("Set-Cookie") - 1
            || ngx_strncasecmp(h->key.data, (u_char *) "Set-Cookie",
                               sizeof("Set-Cookie") - 1)
                   != 0)
        {
            continue;
        }

        p = h->value.data;
        last = p + h->value.len;

        while (p < last && (*p == ' ' || *p == '\t')) {
            p++;
        }

        if ((size_t) (last - p) < cookie->len
            || ngx_strncmp(p, cookie->data, cookie->len) != 0)
        {
            continue;
        }

        p += cookie->len;

        while (p < last && (*p == ' ' || *p == '\t')) {
            p++;
        }

        if (p < last && *p == '=') {
            return 1;
        }
    }

    return 0;
}


static ngx_uint_t
ngx_http_cello_session_varies(ngx_http_request_t *r)
{
    u_char          *p, *last;
    ngx_uint_t       i;
    ngx_list_part_t *part;
    ngx_table_elt_t *h;

    i = 0;
    part = &r->headers_out.headers.part;

    while ((h = ngx_http_cello_session_next(&part, &i)) != NULL) {

        if (h->hash == 0 || h->key.len != sizeof("Vary") - 1
            || ngx_strncasecmp(h->key.data, (u_char *) "Vary",
                               sizeof("Vary") - 1)
                   != 0)
        {
            continue;
        }

        p = h->value.data;
        last = p + h->value.len;

        while (p < last) {
            while (p < last && (*p == ' ' || *p == '\t' || *p == ',')) {
                p++;
            }

            if (last - p >= 6
                && ngx_strncasecmp(p, (u_char *) "cookie", 6) == 0
                && (last - p == 6 || p[6] == ',' || p[6] == ' '
                    || p[6] == '\t'))
            {
                return 1;
            }

            while (p < last && *p != ',') {
                p++;
            }
        }
    }

    return 0;
}


static ngx_table_elt_t *
ngx_http_cello_session_next(ngx_list_part_t **part, ngx_uint_t *i)
{
    ngx_table_elt_t *h;

    while (*i >= (*part)->nelts) {
        if ((*part)->next == NULL) {
            return NULL;
        }

        *part = (*part)->next;
        *i = 0;
    }

    h = (*part)->elts;

    return &h[(*i)++];
}


static ngx_int_t
ngx_http_cello_session_add(ngx_http_request_t *r, ngx_str_t key,
                           ngx_str_t value)
{
    ngx_table_elt_t *h;

    h = ngx_list_push(&r->headers_out.headers);
    if (h == NULL) {
        return NGX_ERROR;
    }

    h->hash = 1;
#if (nginx_version >= 1023000)
    h->next = NULL;
#endif
    h->key = key;
    h->value = value;

    return NGX_OK;
}
