/** The floor under every host call: a message to another thread and back. */
onmessage = ({ data }) => {
  postMessage(data);
};
