#!/usr/bin/env node
import { runAsProcess } from './interfaces/cli/index.js';

await runAsProcess(process.argv.slice(2));
