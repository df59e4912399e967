set -e
name=$(kubectl get workflow -l "workflow-type=play-orchestration,task-id=${TASK_ID}" \
  -o jsonpath='{.items[0].metadata.name}')
curl -sS -f -o /dev/null -X PUT "$ARGO_SERVER_URL/api/v1/workflows/$NAMESPACE/$name/set" \
  -H "Authorization: Bearer $(cat /var/run/secrets/kubernetes.io/serviceaccount/token)" \
  -H "Content-Type: application/json" \
  -d '{"nodeFieldSelector": "templateName=gate,phase=Running", "outputParameters": "{\"verdict\":\"restart\"}", "phase": "Succeeded"}'
