#!/usr/bin/env node
import 'reflect-metadata';
import { runCommand } from './cli/index.js';

process.exit(await runCommand(process.argv.slice(2)));
