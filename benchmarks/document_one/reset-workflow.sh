# Find main workflow for this task
WORKFLOW_NAME=$(kubectl get workflow \
  -l "workflow-type=play-orchestration,task-id=${TASK_ID}" \
  -o jsonpath='{.items[0].metadata.name}')

if [ -n "$WORKFLOW_NAME" ]; then
  echo "Resetting workflow $WORKFLOW_NAME to waiting-pr-created"
  kubectl patch workflow "$WORKFLOW_NAME" \
    --type='merge' \
    --patch='{"metadata":{"labels":{"current-stage":"waiting-pr-created"}}}'
  echo "Workflow stage reset"
else
  echo "No main workflow found for task $TASK_ID"
fi
