{{- define "logproof.labels" -}}
app.kubernetes.io/name: logproof
app.kubernetes.io/instance: {{ .Release.Name | quote }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{/* By tag, by digest, or by both, of which the digest decides. */}}
{{- define "logproof.image" -}}
{{- $tag := .Values.image.tag -}}
{{- if not (or $tag .Values.image.digest) -}}
{{- $tag = .Chart.AppVersion -}}
{{- end -}}
{{ .Values.image.repository }}{{ if $tag }}:{{ $tag }}{{ end }}{{ if .Values.image.digest }}@{{ .Values.image.digest }}{{ end }}
{{- end }}

{{/* The arguments of the scan: the features' own flags after the common ones. */}}
{{- define "logproof.args" -}}
{{- $flags := .Files.Get "rbac/flags.yaml" | fromYaml -}}
{{- $args := list "scan" "--config" "/etc/logproof/logproof.yaml" "--no-progress" "--report" "table" -}}
{{- range .Values.features -}}
{{- if not (hasKey $flags .) -}}
{{- fail (printf "features: expected one of %s, found %q" (keys $flags | sortAlpha | join ", ") .) -}}
{{- end -}}
{{- $args = concat $args (get $flags .) -}}
{{- end -}}
{{- concat $args .Values.extraArgs | toYaml -}}
{{- end }}

{{/* The roles and bindings of one file in rbac/, bound to the release's service account. */}}
{{- define "logproof.rights" -}}
{{- range $text := splitList "\n---\n" (.root.Files.Get (printf "rbac/%s.yaml" .file)) }}
{{- $object := fromYaml $text }}
{{- if has $object.kind (list "ClusterRole" "ClusterRoleBinding" "Role" "RoleBinding") }}
{{- if $object.subjects }}
{{- $_ := set $object "subjects" (list (dict "kind" "ServiceAccount" "name" $.root.Values.serviceAccount.name "namespace" $.root.Release.Namespace)) }}
{{- end }}
---
{{ toYaml $object }}
{{- end }}
{{- end }}
{{- end }}
