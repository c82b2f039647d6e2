// It trained: the last epoch's line says how many of the 200 points it got right.
def log = new File(basedir, 'build.log').getText('UTF-8')
def last = log =~ /Epoch 30: (\d+) \/ 200/
assert last.find() : 'The quick start printed no last epoch'
assert last.group(1).toInteger() >= 180 : "The quick start learned too little: ${last.group()}"
// Only the host's natives were fetched.
def natives = new File(basedir, '../../it-repository/org/nd4j/nd4j-native').absoluteFile
def jars = []
natives.eachFileRecurse { if (it.name ==~ /nd4j-native-.*-.*-.*\.jar/ && it.name.contains('x86_64')) jars << it.name }
assert jars.size() <= 1 : "More natives than the host's were fetched: $jars"
