echo "Cancelling downstream agents for task $TASK_ID"

# Cancel Cleo agents
kubectl -n "$AGENTS_NAMESPACE" delete coderun -l "task-id=${TASK_ID},github-app=5DLabs-Cleo" --ignore-not-found

# Cancel Tess agents
kubectl -n "$AGENTS_NAMESPACE" delete coderun -l "task-id=${TASK_ID},github-app=5DLabs-Tess" --ignore-not-found

echo "Agent cancellation completed"
