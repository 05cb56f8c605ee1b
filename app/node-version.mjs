const major = Number(process.versions.node.split('.')[0])
if (major < 24) {
  process.stderr.write(
    `Dispatch needs Node 24 or later; this is Node ${process.versions.node}. ` +
      'Install it from nodejs.org or with your version manager, then run the command again.\n',
  )
  process.exit(1)
}
