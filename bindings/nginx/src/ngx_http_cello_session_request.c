/*
 * The session of a request: verified when it is first asked for, once for each
 * signer, whatever internal redirects and subrequests follow.
 */

#include "ngx_http_cello_session.h"


static ngx_http_cello_session_ctx_t *
ngx_http_cello_session_make_ctx(ngx_http_request_t *r);
static ngx_int_t
ngx_http_cello_session_verify(ngx_http_request_t               *r,
                              ngx_http_cello_session_reading_t *reading);
static ngx_int_t        ngx_http_cello_session_cookies(ngx_http_request_t *r,
                                                       ngx_str_t          *joined);
static ngx_table_elt_t *ngx_http_cello_session_next_cookie(
    ngx_http_request_t *r, ngx_table_elt_t *previous, ngx_uint_t *index);
static void ngx_http_cello_session_keep_ctx(void *data);


/* NULL where memory ran out. */

ngx_http_cello_session_reading_t *
ngx_http_cello_session_read(ngx_http_request_t              *r,
                            ngx_http_cello_session_signer_t *signer)
{
    ngx_http_cello_session_ctx_t     *ctx;
    ngx_http_cello_session_reading_t *reading;

    r = r->main;

    ctx = ngx_http_cello_session_get_ctx(r);

    if (ctx == NULL) {
        ctx = ngx_http_cello_session_make_ctx(r);
        if (ctx == NULL) {
            return NULL;
        }
    }

    for (reading = ctx->readings; reading; reading = reading->next) {
        if (reading->signer == signer) {
            return reading;
        }
    }

    reading = ngx_pcalloc(r->pool, sizeof(ngx_http_cello_session_reading_t));
    if (reading == NULL) {
        return NULL;
    }

    reading->signer = signer;

    if (ngx_http_cello_session_verify(r, reading) != NGX_OK) {
        return NULL;
    }

    ngx_log_debug1(NGX_LOG_DEBUG_HTTP, r->connection->log, 0,
                   "cello_session: verified, %s",
                   cello_session_status_name(reading->status));

    reading->next = ctx->readings;
    ctx->readings = reading;

    return reading;
}


/* NULL where no session has been looked at. */

ngx_http_cello_session_ctx_t *
ngx_http_cello_session_get_ctx(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t           *cln;
    ngx_http_cello_session_ctx_t *ctx;

    r = r->main;

    ctx = ngx_http_get_module_ctx(r, ngx_http_cello_session_module);

    if (ctx == NULL && (r->internal || r->filter_finalize)) {

        /*
         * an internal redirect clears the contexts of all modules,
         * but leaves the cleanup handlers of the pool
         */

        for (cln = r->pool->cleanup; cln; cln = cln->next) {
            if (cln->handler == ngx_http_cello_session_keep_ctx) {
                ctx = cln->data;
                ngx_http_set_ctx(r, ctx, ngx_http_cello_session_module);
                break;
            }
        }
    }

    return ctx;
}


static ngx_http_cello_session_ctx_t *
ngx_http_cello_session_make_ctx(ngx_http_request_t *r)
{
    ngx_pool_cleanup_t           *cln;
    ngx_http_cello_session_ctx_t *ctx;

    cln = ngx_pool_cleanup_add(r->pool, sizeof(ngx_http_cello_session_ctx_t));
    if (cln == NULL) {
        return NULL;
    }

    ctx = cln->data;
    ctx->readings = NULL;
    ctx->refused = 0;
    cln->handler = ngx_http_cello_session_keep_ctx;

    ngx_http_set_ctx(r, ctx, ngx_http_cello_session_module);

    return ctx;
}


/* There only to be found: the memory goes with the pool. */

static void
ngx_http_cello_session_keep_ctx(void *data)
{
    (void) data;
}


static ngx_int_t
ngx_http_cello_session_verify(ngx_http_request_t               *r,
                              ngx_http_cello_session_reading_t *reading)
{
    uint64_t                    now;
    ngx_str_t                   cookies;
    cello_session_info          info;
    const cello_session_signer *signer;

    signer = &reading->signer->signer;

    if (ngx_http_cello_session_cookies(r, &cookies) != NGX_OK) {
        return NGX_ERROR;
    }

    if (cookies.len == 0) {
        reading->status = CELLO_SESSION_MISSING;
        return NGX_OK;
    }

    if (cookies.len > CELLO_SESSION_COOKIE_HEADER_LEN_MAX) {
        reading->status = CELLO_SESSION_REJECTED;
        return NGX_OK;
    }

    reading->session = ngx_pmemalign(r->pool, sizeof(cello_session),
                                     NGX_HTTP_CELLO_SESSION_ALIGNMENT);
    if (reading->session == NULL) {
        return NGX_ERROR;
    }

    now = (uint64_t) ngx_time();

    reading->status =
        cello_session_cookie_read(signer, (const char *) cookies.data,
                                  cookies.len, now, reading->session);

    if (reading->status == CELLO_SESSION_OK) {
        reading->status = cello_session_describe(signer, reading->session, now,
                                                 &info, sizeof(info));
    }

    switch (reading->status) {

    case CELLO_SESSION_OK:
        reading->info = info;
        return NGX_OK;

    case CELLO_SESSION_MISSING:
    case CELLO_SESSION_REJECTED:
    case CELLO_SESSION_EXPIRED:
    case CELLO_SESSION_NOT_YET_VALID:
        break;

    default:
        ngx_log_error(NGX_LOG_ALERT, r->connection->log, 0,
                      "cello_session: %s",
                      cello_session_status_message(reading->status));
        reading->status = CELLO_SESSION_REJECTED;
    }

    reading->session = NULL;

    return NGX_OK;
}


/* Several Cookie fields are one, joined by "; " (RFC 9113, 8.2.3). */

static ngx_int_t
ngx_http_cello_session_cookies(ngx_http_request_t *r, ngx_str_t *joined)
{
    u_char          *p;
    size_t           len;
    ngx_uint_t       i;
    ngx_table_elt_t *first, *cookie;

    ngx_str_null(joined);

    i = 0;
    first = ngx_http_cello_session_next_cookie(r, NULL, &i);

    if (first == NULL) {
        return NGX_OK;
    }

    cookie = ngx_http_cello_session_next_cookie(r, first, &i);

    if (cookie == NULL) {
        *joined = first->value;
        return NGX_OK;
    }

    len = first->value.len;

    while (cookie) {
        len += sizeof("; ") - 1 + cookie->value.len;
        cookie = ngx_http_cello_session_next_cookie(r, cookie, &i);
    }

    joined->len = len;

    if (len > CELLO_SESSION_COOKIE_HEADER_LEN_MAX) {
        return NGX_OK;
    }

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    joined->data = p;
    p = ngx_cpymem(p, first->value.data, first->value.len);

    i = 0;
    cookie = ngx_http_cello_session_next_cookie(r, NULL, &i);
    cookie = ngx_http_cello_session_next_cookie(r, cookie, &i);

    while (cookie) {
        *p++ = ';';
        *p++ = ' ';
        p = ngx_cpymem(p, cookie->value.data, cookie->value.len);
        cookie = ngx_http_cello_session_next_cookie(r, cookie, &i);
    }

    return NGX_OK;
}


/* nginx has kept the Cookie fields in a list since 1.23, in an array before.
 */

static ngx_table_elt_t *
ngx_http_cello_session_next_cookie(ngx_http_request_t *r,
                                   ngx_table_elt_t    *previous,
                                   ngx_uint_t         *index)
{
#if (nginx_version >= 1023000)

    (void) index;

    return previous ? previous->next : r->headers_in.cookie;

#else

    ngx_table_elt_t **cookies;

    (void) previous;

    if (*index >= r->headers_in.cookies.nelts) {
        return NULL;
    }

    cookies = r->headers_in.cookies.elts;

    return cookies[(*index)++];

#endif
}
