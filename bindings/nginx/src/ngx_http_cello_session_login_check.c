/*
 * What cello_session_login_url may be: it is sent in a header to everybody,
 * so nothing in it is taken from a request, and nothing needs escaping.
 */

#include "ngx_http_cello_session.h"


static ngx_uint_t ngx_http_cello_session_is_alphanumeric(u_char c);
static ngx_uint_t ngx_http_cello_session_begins(ngx_str_t  *text,
                                                const char *beginning);


ngx_int_t
ngx_http_cello_session_check_login(ngx_conf_t                     *cf,
                                   ngx_http_cello_session_login_t *login)
{
    u_char    *p, *question;
    ngx_str_t *uri, *name;
    ngx_uint_t i, local;

    uri = &login->uri;
    name = &login->parameter;

    local =
        uri->len && uri->data[0] == '/'
        && (uri->len == 1 || (uri->data[1] != '/' && uri->data[1] != '\\'));

    if (!local && !ngx_http_cello_session_begins(uri, "http://")
        && !ngx_http_cello_session_begins(uri, "https://"))
    {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"cello_session_login_url\" is \"%V\": use a path "
                           "of this site, like /login, or a URL with http:// "
                           "or https://",
                           uri);
        return NGX_ERROR;
    }

    for (i = 0; i < uri->len; i++) {
        if (uri->data[i] <= 0x20 || uri->data[i] >= 0x7f
            || ngx_strchr("$#\"<>\\^`{|}", uri->data[i]))
        {
            ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                               "\"cello_session_login_url\" is \"%V\": it may "
                               "have no variables, no fragment, and only "
                               "characters that a URI may have",
                               uri);
            return NGX_ERROR;
        }
    }

    for (i = 0; i < name->len; i++) {
        if (!ngx_http_cello_session_is_alphanumeric(name->data[i])
            && !ngx_strchr("-._", name->data[i]))
        {
            break;
        }
    }

    if (name->len == 0 || i < name->len) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"cello_session_login_url\" has the parameter "
                           "name \"%V\": use letters, digits, \"-\", \".\" "
                           "and \"_\"",
                           name);
        return NGX_ERROR;
    }

    if (local) {
        question = ngx_strlchr(uri->data, uri->data + uri->len, '?');
        p = question ? question : uri->data + uri->len;
        login->path.data = uri->data;
        login->path.len = p - uri->data;
    }

    return NGX_OK;
}


static ngx_uint_t
ngx_http_cello_session_is_alphanumeric(u_char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
           || (c >= 'a' && c <= 'z');
}


/* With a host after it, which may be an IPv6 address in brackets. */

static ngx_uint_t
ngx_http_cello_session_begins(ngx_str_t *text, const char *beginning)
{
    size_t len = ngx_strlen(beginning);

    return text->len > len
           && ngx_strncasecmp(text->data, (u_char *) beginning, len) == 0
           && (ngx_http_cello_session_is_alphanumeric(text->data[len])
               || text->data[len] == '[');
}
