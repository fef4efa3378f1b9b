import operator, heapq, bisect, keyword, copy
print(operator.add.__module__, operator.itemgetter(1), operator.__add__(1, 2), operator.attrgetter('a.b'), operator.__all__[:5])
print(list(heapq.merge([1,4],[2,3])), list(heapq.merge([4,1],[3,2],reverse=True)), heapq.nlargest(2,[3,1,2]), heapq.nsmallest(2,[3,1,2],key=lambda x:-x), heapq.nlargest(1, [], key=None))
print(bisect.bisect([1,2,3],2), bisect.insort, bisect.bisect is bisect.bisect_right)
print(heapq.heappush, operator.__doc__[:40], heapq.__doc__[:40], bisect.__doc__)
print(keyword.kwlist[:3], copy.copy([1]), copy.deepcopy({'a': [1]}))
