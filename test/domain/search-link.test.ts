/** A figure and the search behind it are the same issues: checked with the search of the local GitHub. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileFilter, type Filter, parseFilter } from '../../src/domain/filter.js';
import type { Issue } from '../../src/domain/issue.js';
import { type SearchScope, searchLink, searchQuery } from '../../src/domain/search-link.js';
import { addIssues, createMilestone } from '../../src/sandbox/github/issues.js';
import { emptyWorld } from '../../src/sandbox/github/world.js';
