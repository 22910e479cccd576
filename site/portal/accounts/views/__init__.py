from django.http import HttpResponse


def stub(request):
    return HttpResponse("")
