/**
 * The script of embed.html, which shows what `?embed=1` shows. It has an address of its own because a host may forbid
 * other sites to put the whole page into a frame, where they could cover what it asks.
 */
import { showEmbedView } from './embed-view';

const root = document.getElementById('root');
if (root) void showEmbedView(root);
