/*
 * The variables.  None of them is cached by nginx: after an internal redirect
 * another location's configuration may read another session.
 */

#include "ngx_http_cello_session.h"


static ngx_int_t ngx_http_cello_session_status_variable(
    ngx_http_request_t *r, ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t ngx_http_cello_session_id_variable(
    ngx_http_request_t *r, ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t ngx_http_cello_session_time_variable(
    ngx_http_request_t *r, ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t ngx_http_cello_session_prefix_variable(
    ngx_http_request_t *r, ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t ngx_http_cello_session_named_variable(
    ngx_http_request_t *r, ngx_http_variable_value_t *v, uintptr_t data);
static ngx_int_t
ngx_http_cello_session_reading(ngx_http_request_t                *r,
                               ngx_http_variable_value_t         *v,
                               ngx_http_cello_session_reading_t **reading);


/* clang-format off */

#define NGX_HTTP_CELLO_SESSION_VALUE_PREFIX  "cello_session_value_"


static ngx_http_variable_t  ngx_http_cello_session_vars[] = {

    { ngx_string("cello_session_status"), NULL,
      ngx_http_cello_session_status_variable, 0,
      NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("cello_session_id"), NULL,
      ngx_http_cello_session_id_variable, 0,
      NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("cello_session_issued"), NULL,
      ngx_http_cello_session_time_variable,
      offsetof(cello_session_info, issued_at_unix_s),
      NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string("cello_session_expires"), NULL,
      ngx_http_cello_session_time_variable,
      offsetof(cello_session_info, expires_at_unix_s),
      NGX_HTTP_VAR_NOCACHEABLE, 0 },

    { ngx_string(NGX_HTTP_CELLO_SESSION_VALUE_PREFIX), NULL,
      ngx_http_cello_session_prefix_variable, 0,
      NGX_HTTP_VAR_NOCACHEABLE|NGX_HTTP_VAR_PREFIX, 0 },

      ngx_http_null_variable
};

/* clang-format on */


ngx_int_t
ngx_http_cello_session_add_variables(ngx_conf_t *cf)
{
    ngx_http_variable_t *var, *v;

    for (v = ngx_http_cello_session_vars; v->name.len; v++) {
        var = ngx_http_add_variable(cf, &v->name, v->flags);
        if (var == NULL) {
            return NGX_ERROR;
        }

        var->get_handler = v->get_handler;
        var->data = v->data;
    }

    return NGX_OK;
}


/* cello_session_variable $name KEY, for keys that are no variable names. */

char *
ngx_http_cello_session_variable(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    u_char              *p, *last;
    ngx_str_t           *value, *key, name;
    ngx_http_variable_t *var;
    cello_session_status rule;

    (void) conf;

    value = cf->args->elts;
    name = value[1];

    if (name.len < 2 || name.data[0] != '$') {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0,
                           "\"%V\" is \"%V\": a variable begins with \"$\"",
                           &cmd->name, &name);
        return NGX_CONF_ERROR;
    }

    name.data++;
    name.len--;

    rule = CELLO_SESSION_OK;

    if (value[2].len == 0 || value[2].len > CELLO_SESSION_KEY_LEN_MAX) {
        rule = CELLO_SESSION_KEY_LENGTH;
    }

    p = value[2].data;
    last = p + value[2].len;

    while (p < last) {
        if (*p < 0x80) {
            p++;

        } else if (ngx_utf8_decode(&p, last - p) > 0x10ffff) {
            rule = CELLO_SESSION_KEY_ENCODING;
            break;
        }
    }

    if (rule != CELLO_SESSION_OK) {
        ngx_conf_log_error(NGX_LOG_EMERG, cf, 0, "\"%V\": %s", &cmd->name,
                           cello_session_status_message(rule));
        return NGX_CONF_ERROR;
    }

    key = ngx_palloc(cf->pool, sizeof(ngx_str_t));
    if (key == NULL) {
        return NGX_CONF_ERROR;
    }

    *key = value[2];

    var = ngx_http_add_variable(cf, &name, NGX_HTTP_VAR_NOCACHEABLE);
    if (var == NULL) {
        return NGX_CONF_ERROR;
    }

    var->get_handler = ngx_http_cello_session_named_variable;
    var->data = (uintptr_t) key;

    return NGX_CONF_OK;
}


static ngx_int_t
ngx_http_cello_session_status_variable(ngx_http_request_t        *r,
                                       ngx_http_variable_value_t *v,
                                       uintptr_t                  data)
{
    ngx_http_cello_session_reading_t *reading;

    (void) data;

    if (ngx_http_cello_session_reading(r, v, &reading) != NGX_OK) {
        return NGX_ERROR;
    }

    if (reading) {
        v->data = (u_char *) cello_session_status_name(reading->status);
        v->len = ngx_strlen(v->data);
        v->not_found = 0;
        v->valid = 1;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_id_variable(ngx_http_request_t        *r,
                                   ngx_http_variable_value_t *v,
                                   uintptr_t                  data)
{
    ngx_http_cello_session_reading_t *reading;

    (void) data;

    if (ngx_http_cello_session_reading(r, v, &reading) != NGX_OK) {
        return NGX_ERROR;
    }

    if (reading && reading->session) {
        v->data = ngx_pnalloc(r->pool, 2 * CELLO_SESSION_ID_LEN);
        if (v->data == NULL) {
            return NGX_ERROR;
        }

        (void) ngx_hex_dump(v->data, reading->info.id, CELLO_SESSION_ID_LEN);
        v->len = 2 * CELLO_SESSION_ID_LEN;
        v->not_found = 0;
        v->valid = 1;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_time_variable(ngx_http_request_t        *r,
                                     ngx_http_variable_value_t *v,
                                     uintptr_t                  data)
{
    uint64_t                          time;
    ngx_http_cello_session_reading_t *reading;

    if (ngx_http_cello_session_reading(r, v, &reading) != NGX_OK) {
        return NGX_ERROR;
    }

    if (reading && reading->session) {
        time = *(uint64_t *) ((u_char *) &reading->info + data);

        v->data = ngx_pnalloc(r->pool, NGX_INT64_LEN);
        if (v->data == NULL) {
            return NGX_ERROR;
        }

        v->len = ngx_sprintf(v->data, "%uL", time) - v->data;
        v->not_found = 0;
        v->valid = 1;
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_cello_session_prefix_variable(ngx_http_request_t        *r,
                                       ngx_http_variable_value_t *v,
                                       uintptr_t                  data)
{
    ngx_str_t                        *name = (ngx_str_t *) data;
    ngx_str_t                         key;
    ngx_http_cello_session_reading_t *reading;

    if (ngx_http_cello_session_reading(r, v, &reading) != NGX_OK) {
        return NGX_ERROR;
    }

    if (reading == NULL || reading->session == NULL) {
        return NGX_OK;
    }

    key.data = name->data + sizeof(NGX_HTTP_CELLO_SESSION_VALUE_PREFIX) - 1;
    key.len = name->len - (sizeof(NGX_HTTP_CELLO_SESSION_VALUE_PREFIX) - 1);

    return ngx_http_cello_session_value(r, v, reading->session, &key);
}


static ngx_int_t
ngx_http_cello_session_named_variable(ngx_http_request_t        *r,
                                      ngx_http_variable_value_t *v,
                                      uintptr_t                  data)
{
    ngx_http_cello_session_reading_t *reading;

    if (ngx_http_cello_session_reading(r, v, &reading) != NGX_OK) {
        return NGX_ERROR;
    }

    if (reading == NULL || reading->session == NULL) {
        return NGX_OK;
    }

    return ngx_http_cello_session_value(r, v, reading->session,
                                        (ngx_str_t *) data);
}


/* The variable is "not found" until its handler says otherwise. */

static ngx_int_t
ngx_http_cello_session_reading(ngx_http_request_t                *r,
                               ngx_http_variable_value_t         *v,
                               ngx_http_cello_session_reading_t **reading)
{
    ngx_http_cello_session_loc_conf_t *lcf;

    v->valid = 0;
    v->no_cacheable = 0;
    v->not_found = 1;

    *reading = NULL;

    lcf = ngx_http_get_module_loc_conf(r, ngx_http_cello_session_module);

    if (lcf->signer == NULL) {
        return NGX_OK;
    }

    *reading = ngx_http_cello_session_read(r, lcf->signer);

    return *reading ? NGX_OK : NGX_ERROR;
}
