// The layout engine in a thread of its own: loaded in a worker it answers messages, which is all that is wanted of it.
import 'elkjs/lib/elk-worker.min.js';
