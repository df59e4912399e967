echo "Validating Rex push event of task ${TASK_ID}"
if [[ "$SENDER" != "5DLabs-Rex[bot]" ]]; then
  echo "Invalid sender: $SENDER"
  exit 1
fi
if ! [[ "$TASK_ID" =~ ^[0-9]+$ ]]; then
  echo "Invalid task ID: $TASK_ID"
  exit 1
fi
