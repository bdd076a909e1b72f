/*
 * How a visitor without a session is answered: a browser that opens a page is
 * sent to the login page, anything else gets 401.
 */

#include "ngx_http_cello_session.h"


/* Three bytes for each of it: still far from what servers take for a URI. */
#define NGX_HTTP_CELLO_SESSION_RETURN_LEN_MAX 2048


static ngx_uint_t
ngx_http_cello_session_is_login(ngx_http_request_t             *r,
                                ngx_http_cello_session_login_t *login);
static void ngx_http_cello_session_clear_authenticate(ngx_http_request_t *r);
static ngx_uint_t ngx_http_cello_session_opens_a_page(ngx_http_request_t *r);
static ngx_uint_t ngx_http_cello_session_header_is(ngx_table_elt_t *h,
                                                   const char      *name,
                                                   size_t           len);
static ngx_int_t
ngx_http_cello_session_location(ngx_http_request_t             *r,
                                ngx_http_cello_session_login_t *login,
                                ngx_str_t                      *location);


ngx_int_t
ngx_http_cello_session_refuse(ngx_http_request_t             *r,
                              ngx_http_cello_session_login_t *login)
{
    ngx_str_t                     location;
    ngx_table_elt_t              *h;
    ngx_http_cello_session_ctx_t *ctx;

    ctx = ngx_http_cello_session_get_ctx(r);

    if (ctx) {
        ctx->refused = 1;
    }

    if (login == NULL || !ngx_http_cello_session_opens_a_page(r)) {
        return NGX_HTTP_UNAUTHORIZED;
    }

    /* A login page that is protected itself would be redirected for ever. */

    if (ngx_http_cello_session_is_login(r, login)) {
        return NGX_HTTP_UNAUTHORIZED;
    }

    if (ngx_http_cello_session_location(r, login, &location) != NGX_OK) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    ngx_http_clear_location(r);
    ngx_http_cello_session_clear_authenticate(r);

    h = ngx_list_push(&r->headers_out.headers);
    if (h == NULL) {
        return NGX_HTTP_INTERNAL_SERVER_ERROR;
    }

    h->hash = 1;
#if (nginx_version >= 1023000)
    h->next = NULL;
#endif
    ngx_str_set(&h->key, "Location");
    h->value = location;

    r->headers_out.location = h;

    return NGX_HTTP_MOVED_TEMPORARILY;
}


/*
 * Whether the request is for the login page: as nginx sees it now, or as it
 * was sent, before escapes were decoded and "rewrite" changed it.
 */

static ngx_uint_t
ngx_http_cello_session_is_login(ngx_http_request_t             *r,
                                ngx_http_cello_session_login_t *login)
{
    u_char    *question;
    ngx_str_t *path, sent;

    path = &login->path;

    if (path->len == 0) {
        return 0;
    }

    sent = r->unparsed_uri;
    question = ngx_strlchr(sent.data, sent.data + sent.len, '?');

    if (question) {
        sent.len = question - sent.data;
    }

    return (path->len == r->uri.len
            && ngx_memcmp(path->data, r->uri.data, path->len) == 0)
           || (path->len == sent.len
               && ngx_memcmp(path->data, sent.data, path->len) == 0);
}


/* With "satisfy any" auth_basic may have asked for a password before. */

static void
ngx_http_cello_session_clear_authenticate(ngx_http_request_t *r)
{
    ngx_table_elt_t *h;

    for (h = r->headers_out.www_authenticate; h; /* void */) {
        h->hash = 0;
#if (nginx_version >= 1023000)
        h = h->next;
#else
        h = NULL;
#endif
    }

    r->headers_out.www_authenticate = NULL;
}


/*
 * A script that fetches data is better served by a 401.  Browsers say that
 * they want a page by asking for HTML, and newer ones by Sec-Fetch-Mode.
 */

static ngx_uint_t
ngx_http_cello_session_opens_a_page(ngx_http_request_t *r)
{
    ngx_uint_t       i, html;
    ngx_list_part_t *part;
    ngx_table_elt_t *h;

    if (!(r->method & (NGX_HTTP_GET | NGX_HTTP_HEAD))) {
        return 0;
    }

    html = 0;

    part = &r->headers_in.headers.part;
    h = part->elts;

    for (i = 0; /* void */; i++) {

        if (i >= part->nelts) {
            if (part->next == NULL) {
                break;
            }

            part = part->next;
            h = part->elts;
            i = 0;
        }

        if (ngx_http_cello_session_header_is(&h[i], "accept",
                                             sizeof("accept") - 1)
            && ngx_strlcasestrn(h[i].value.data,
                                h[i].value.data + h[i].value.len,
                                (u_char *) "text/html", 9 - 1))
        {
            html = 1;
        }

        if (ngx_http_cello_session_header_is(&h[i], "sec-fetch-mode",
                                             sizeof("sec-fetch-mode") - 1)
            && (h[i].value.len != sizeof("navigate") - 1
                || ngx_strncasecmp(h[i].value.data, (u_char *) "navigate",
                                   sizeof("navigate") - 1)
                       != 0))
        {
            return 0;
        }
    }

    return html;
}


static ngx_uint_t
ngx_http_cello_session_header_is(ngx_table_elt_t *h, const char *name,
                                 size_t len)
{
    return h->key.len == len && ngx_strncmp(h->lowcase_key, name, len) == 0;
}


static ngx_int_t
ngx_http_cello_session_location(ngx_http_request_t             *r,
                                ngx_http_cello_session_login_t *login,
                                ngx_str_t                      *location)
{
    u_char   *p;
    size_t    len, escaped;
    ngx_str_t uri;

    /*
     * "//example.com" and "/\example.com" are other hosts to a browser.  One
     * slash at the front stays one of this host, whatever the login page does
     * with it.
     */

    uri = r->unparsed_uri;

    while (uri.len
           && (*uri.data == '/' || *uri.data == '\\' || *uri.data <= ' '))
    {
        uri.data++;
        uri.len--;
    }

    escaped = uri.len
              + 2
                    * ngx_escape_uri(NULL, uri.data, uri.len,
                                     NGX_ESCAPE_URI_COMPONENT);
    len = sizeof("%2F") - 1 + escaped;

    if (len > NGX_HTTP_CELLO_SESSION_RETURN_LEN_MAX) {
        *location = login->uri;
        return NGX_OK;
    }

    len += login->uri.len + 1 + login->parameter.len + 1;

    p = ngx_pnalloc(r->pool, len);
    if (p == NULL) {
        return NGX_ERROR;
    }

    location->data = p;

    p = ngx_cpymem(p, login->uri.data, login->uri.len);
    *p++ = ngx_strlchr(login->uri.data, login->uri.data + login->uri.len, '?')
               ? '&'
               : '?';
    p = ngx_cpymem(p, login->parameter.data, login->parameter.len);
    *p++ = '=';
    p = ngx_cpymem(p, "%2F", sizeof("%2F") - 1);
    p = (u_char *) ngx_escape_uri(p, uri.data, uri.len,
                                  NGX_ESCAPE_URI_COMPONENT);

    location->len = p - location->data;

    return NGX_OK;
}


char *
ngx_http_cello_session_login_url(ngx_conf_t *cf, ngx_command_t *cmd,
                                 void *conf)
{
    ngx_str_t                         *value;
    ngx_http_cello_session_login_t    *login;
    ngx_http_cello_session_loc_conf_t *lcf = conf;

    if (lcf->login != NGX_CONF_UNSET_PTR) {
        return "is duplicate";
    }

    value = cf->args->elts;

    if (cf->args->nelts == 2 && ngx_strcmp(value[1].data, "off") == 0) {
        lcf->login = NULL;
        return NGX_CONF_OK;
    }

    login = ngx_pcalloc(cf->pool, sizeof(ngx_http_cello_session_login_t));
    if (login == NULL) {
        return NGX_CONF_ERROR;
    }

    lcf->login = login;
    login->uri = value[1];
    ngx_str_set(&login->parameter, "next");

    if (cf->args->nelts == 3) {
        if (ngx_strncmp(value[2].data, "parameter=", 10) != 0) {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "\"%V\" has \"%V\": only parameter=NAME may "
                               "follow the URI",
                               &cmd->name, &value[2]);
            return NGX_CONF_ERROR;
        }

        login->parameter.data = value[2].data + 10;
        login->parameter.len = value[2].len - 10;
    }

    if (ngx_http_cello_session_check_login(cf, login) != NGX_OK) {
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}
