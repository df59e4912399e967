# Target workflows in waiting-ready-for-qa stage
WORKFLOW_NAME=$(kubectl get workflow \
  -l "workflow-type=play-orchestration,task-id=${TASK_ID},current-stage=waiting-ready-for-qa" \
  -o jsonpath='{.items[0].metadata.name}')

if [ -n "$WORKFLOW_NAME" ]; then
  echo "Resuming workflow $WORKFLOW_NAME"
  curl -sS -f -o /dev/null -X PUT "$ARGO_SERVER_URL/api/v1/workflows/$NAMESPACE/$WORKFLOW_NAME/set" \
    -H "Authorization: Bearer $(cat /var/run/secrets/kubernetes.io/serviceaccount/token)" \
    -H "Content-Type: application/json" \
    -d '{"nodeFieldSelector": "templateName=gate,phase=Running", "outputParameters": "{\"verdict\":\"proceed\"}", "phase": "Succeeded"}'
  echo "Tess stage resumed"
else
  echo "No workflow to resume for task $TASK_ID"
fi
