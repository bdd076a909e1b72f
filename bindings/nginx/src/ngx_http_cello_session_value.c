/*
 * A session's value as the text of a variable.  Variables are put into
 * headers, so a value that could end a header's line reads as empty.
 */

#include "ngx_http_cello_session.h"


static ngx_int_t  ngx_http_cello_session_hex(ngx_http_request_t        *r,
                                             ngx_http_variable_value_t *v,
                                             u_char *data, size_t len);
static ngx_uint_t ngx_http_cello_session_has_control(u_char *data, size_t len);


ngx_int_t
ngx_http_cello_session_value(ngx_http_request_t        *r,
                             ngx_http_variable_value_t *v,
                             cello_session *session, ngx_str_t *key)
{
    u_char             *data, *p;
    uint64_t            magnitude;
    cello_session_entry entry;

    if (cello_session_get(session, (const char *) key->data, key->len, &entry)
        != CELLO_SESSION_OK)
    {
        return NGX_OK;
    }

    data = (u_char *) session + entry.value_offset;

    switch (entry.kind) {

    case CELLO_SESSION_KIND_TEXT:
    case CELLO_SESSION_KIND_JSON:

        if (ngx_http_cello_session_has_control(data, entry.value_len)) {
            ngx_log_error(NGX_LOG_WARN, r->connection->log, 0,
                          "cello_session: the value of \"%V\" has control "
                          "characters and reads as empty",
                          key);
            entry.value_len = 0;
        }

        v->data = data;
        v->len = entry.value_len;
        break;

    case CELLO_SESSION_KIND_BYTES:
        return ngx_http_cello_session_hex(r, v, data, entry.value_len);

    case CELLO_SESSION_KIND_INT:

        v->data = ngx_pnalloc(r->pool, NGX_INT64_LEN);
        if (v->data == NULL) {
            return NGX_ERROR;
        }

        /* "%L" would negate INT64_MIN, which has no positive counterpart. */

        p = v->data;
        magnitude = (uint64_t) entry.integer;

        if (entry.integer < 0) {
            *p++ = '-';
            magnitude = 0 - magnitude;
        }

        v->len = ngx_sprintf(p, "%uL", magnitude) - v->data;
        break;

    case CELLO_SESSION_KIND_BOOL:
        v->data = (u_char *) (entry.integer ? "1" : "0");
        v->len = 1;
        break;

    default: /* CELLO_SESSION_KIND_NULL */
        v->data = (u_char *) "";
        v->len = 0;
    }

    v->valid = 1;
    v->not_found = 0;

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_hex(ngx_http_request_t *r, ngx_http_variable_value_t *v,
                           u_char *data, size_t len)
{
    v->data = ngx_pnalloc(r->pool, 2 * len + 1);
    if (v->data == NULL) {
        return NGX_ERROR;
    }

    v->len = ngx_hex_dump(v->data, data, len) - v->data;
    v->valid = 1;
    v->not_found = 0;

    return NGX_OK;
}


/*
 * The control characters of Unicode: U+0000 to U+001F, U+007F, and U+0080 to
 * U+009F, which are 0xC2 and a byte in UTF-8.  The library made sure of the
 * latter.
 */

static ngx_uint_t
ngx_http_cello_session_has_control(u_char *data, size_t len)
{
    u_char *last;

    for (last = data + len; data < last; data++) {
        if (*data < 0x20 || *data == 0x7f
            || (*data == 0xc2 && data + 1 < last && data[1] < 0xa0))
        {
            return 1;
        }
    }

    return 0;
}
