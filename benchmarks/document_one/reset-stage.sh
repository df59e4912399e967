set -e
name=$(kubectl get workflow -l "workflow-type=play-orchestration,task-id=${TASK_ID}" \
  -o jsonpath='{.items[0].metadata.name}')
kubectl patch workflow "$name" --type=merge \
  --patch='{"metadata":{"labels":{"current-stage":"waiting-pr-created"}}}'
