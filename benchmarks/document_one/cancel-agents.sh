set -e
kubectl -n "$AGENTS_NAMESPACE" delete coderun -l "task-id=${TASK_ID},github-app=5DLabs-Cleo" --ignore-not-found
kubectl -n "$AGENTS_NAMESPACE" delete coderun -l "task-id=${TASK_ID},github-app=5DLabs-Tess" --ignore-not-found
left=$(kubectl -n "$AGENTS_NAMESPACE" get coderun \
  -l "task-id=${TASK_ID},github-app in (5DLabs-Cleo,5DLabs-Tess)" --no-headers --ignore-not-found | wc -l)
echo "$left agents are left"
[ "$left" -eq 0 ]
